/** TM Forum's own conformance kits. */
@NullMarked
package trunkline.scenarios.kits;

import org.jspecify.annotations.NullMarked;

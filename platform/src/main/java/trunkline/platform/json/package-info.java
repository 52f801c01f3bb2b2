/** JSON as all of Trunkline reads and writes it. */
@NullMarked
package trunkline.platform.json;

import org.jspecify.annotations.NullMarked;

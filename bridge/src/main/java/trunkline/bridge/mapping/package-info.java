/** The versioned mapping file and what it makes of a row. */
@NullMarked
package trunkline.bridge.mapping;

import org.jspecify.annotations.NullMarked;

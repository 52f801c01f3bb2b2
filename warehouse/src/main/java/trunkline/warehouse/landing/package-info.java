/** The landing as ARCHITECTURE.md defines it: batches in a chain of positions. */
@NullMarked
package trunkline.warehouse.landing;

import org.jspecify.annotations.NullMarked;

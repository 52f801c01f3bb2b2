/** Landed batches become rows of bronze, each exactly once. */
@NullMarked
package trunkline.warehouse.loader;

import org.jspecify.annotations.NullMarked;

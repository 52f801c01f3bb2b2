/** Files from elsewhere: declared feeds, taken once, whole or not at all. */
@NullMarked
package trunkline.warehouse.exchange.drop;

import org.jspecify.annotations.NullMarked;

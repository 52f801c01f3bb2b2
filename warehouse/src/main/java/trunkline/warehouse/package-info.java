/** The warehouse: landed events become bronze, a customer dimension, marts and SQL over them. */
@NullMarked
package trunkline.warehouse;

import org.jspecify.annotations.NullMarked;

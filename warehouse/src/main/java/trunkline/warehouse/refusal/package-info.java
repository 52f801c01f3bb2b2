/** Every "no" of the warehouse, in one place. */
@NullMarked
package trunkline.warehouse.refusal;

import org.jspecify.annotations.NullMarked;

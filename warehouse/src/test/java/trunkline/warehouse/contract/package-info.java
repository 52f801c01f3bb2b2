@NullMarked
package trunkline.warehouse.contract;

import org.jspecify.annotations.NullMarked;

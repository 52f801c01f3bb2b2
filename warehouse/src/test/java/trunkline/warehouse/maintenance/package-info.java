@NullMarked
package trunkline.warehouse.maintenance;

import org.jspecify.annotations.NullMarked;

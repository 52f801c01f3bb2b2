@NullMarked
package trunkline.warehouse.lake;

import org.jspecify.annotations.NullMarked;

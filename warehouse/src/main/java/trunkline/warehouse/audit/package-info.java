/** Who saw personal data of the warehouse in clear. */
@NullMarked
package trunkline.warehouse.audit;

import org.jspecify.annotations.NullMarked;

/** People and organisations (TMF632). */
@NullMarked
package trunkline.customer.party;

import org.jspecify.annotations.NullMarked;

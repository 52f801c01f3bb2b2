/** What a customer is billed by, and how (TMF666). */
@NullMarked
package trunkline.customer.account;

import org.jspecify.annotations.NullMarked;

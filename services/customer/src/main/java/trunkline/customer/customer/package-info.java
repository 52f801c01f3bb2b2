/** A party in the role of customer (TMF629). */
@NullMarked
package trunkline.customer.customer;

import org.jspecify.annotations.NullMarked;

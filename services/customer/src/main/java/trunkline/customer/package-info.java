/** The customer information service: party, customer, account. One jar, one database. */
@NullMarked
package trunkline.customer;

import org.jspecify.annotations.NullMarked;

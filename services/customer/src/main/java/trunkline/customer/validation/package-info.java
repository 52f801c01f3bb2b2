/** What is checked on values that several resources carry. */
@NullMarked
package trunkline.customer.validation;

import org.jspecify.annotations.NullMarked;

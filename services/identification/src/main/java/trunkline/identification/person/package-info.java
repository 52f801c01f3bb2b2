/** What is known of the people whom the customer service keeps: what an eID is compared with. */
@NullMarked
package trunkline.identification.person;

import org.jspecify.annotations.NullMarked;

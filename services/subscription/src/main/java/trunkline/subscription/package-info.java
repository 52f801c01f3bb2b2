/**
 * The subscription service: what a customer has: TMF637 product inventory. One jar, one database.
 */
@NullMarked
package trunkline.subscription;

import org.jspecify.annotations.NullMarked;

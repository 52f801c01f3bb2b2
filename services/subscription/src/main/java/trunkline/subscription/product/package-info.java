/** What a customer has: products, their life cycle, and bundles of them (TMF637). */
@NullMarked
package trunkline.subscription.product;

import org.jspecify.annotations.NullMarked;

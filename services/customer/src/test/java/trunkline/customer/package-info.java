@NullMarked
package trunkline.customer;

import org.jspecify.annotations.NullMarked;

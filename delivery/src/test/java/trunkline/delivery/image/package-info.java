@NullMarked
package trunkline.delivery.image;

import org.jspecify.annotations.NullMarked;

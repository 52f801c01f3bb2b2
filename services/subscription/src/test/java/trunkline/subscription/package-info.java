@NullMarked
package trunkline.subscription;

import org.jspecify.annotations.NullMarked;

@NullMarked
package trunkline.bridge;

import org.jspecify.annotations.NullMarked;

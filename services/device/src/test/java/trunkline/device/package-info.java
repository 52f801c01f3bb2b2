@NullMarked
package trunkline.device;

import org.jspecify.annotations.NullMarked;

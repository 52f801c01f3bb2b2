@NullMarked
package trunkline.bridge.load;

import org.jspecify.annotations.NullMarked;

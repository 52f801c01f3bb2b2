@NullMarked
package trunkline.bridge.transform;

import org.jspecify.annotations.NullMarked;

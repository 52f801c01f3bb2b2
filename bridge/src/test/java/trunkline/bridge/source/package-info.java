@NullMarked
package trunkline.bridge.source;

import org.jspecify.annotations.NullMarked;

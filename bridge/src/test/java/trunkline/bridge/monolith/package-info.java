@NullMarked
package trunkline.bridge.monolith;

import org.jspecify.annotations.NullMarked;

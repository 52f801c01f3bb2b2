@NullMarked
package trunkline.bridge.mapping;

import org.jspecify.annotations.NullMarked;

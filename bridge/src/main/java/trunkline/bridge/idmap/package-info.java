/** Which legacy key became which platform id; unique in both directions. */
@NullMarked
package trunkline.bridge.idmap;

import org.jspecify.annotations.NullMarked;

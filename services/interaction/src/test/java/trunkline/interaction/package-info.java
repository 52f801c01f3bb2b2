@NullMarked
package trunkline.interaction;

import org.jspecify.annotations.NullMarked;

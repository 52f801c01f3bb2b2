@NullMarked
package trunkline.platform.retention;

import org.jspecify.annotations.NullMarked;

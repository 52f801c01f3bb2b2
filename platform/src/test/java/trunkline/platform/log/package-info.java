@NullMarked
package trunkline.platform.log;

import org.jspecify.annotations.NullMarked;

@NullMarked
package trunkline.platform.privacy;

import org.jspecify.annotations.NullMarked;

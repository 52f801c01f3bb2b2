@NullMarked
package trunkline.platform.landing;

import org.jspecify.annotations.NullMarked;

@NullMarked
package trunkline.platform.feed;

import org.jspecify.annotations.NullMarked;

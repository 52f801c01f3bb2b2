@NullMarked
package trunkline.platform.http;

import org.jspecify.annotations.NullMarked;

@NullMarked
package trunkline.platform.openapi;

import org.jspecify.annotations.NullMarked;

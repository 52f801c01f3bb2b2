@NullMarked
package trunkline.platform.security;

import org.jspecify.annotations.NullMarked;

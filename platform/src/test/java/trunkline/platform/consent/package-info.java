@NullMarked
package trunkline.platform.consent;

import org.jspecify.annotations.NullMarked;

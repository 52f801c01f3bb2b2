@NullMarked
package trunkline.consent;

import org.jspecify.annotations.NullMarked;

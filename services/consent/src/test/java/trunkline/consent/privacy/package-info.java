@NullMarked
package trunkline.consent.privacy;

import org.jspecify.annotations.NullMarked;

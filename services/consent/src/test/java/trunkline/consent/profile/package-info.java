@NullMarked
package trunkline.consent.profile;

import org.jspecify.annotations.NullMarked;

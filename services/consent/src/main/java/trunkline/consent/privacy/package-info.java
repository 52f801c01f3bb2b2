/** Export and erasure of all that is held on a person, over every service and the warehouse. */
@NullMarked
package trunkline.consent.privacy;

import org.jspecify.annotations.NullMarked;

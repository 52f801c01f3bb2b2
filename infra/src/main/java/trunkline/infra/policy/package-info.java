/** What must hold in the estate; each policy names what breaks it. */
@NullMarked
package trunkline.infra.policy;

import org.jspecify.annotations.NullMarked;

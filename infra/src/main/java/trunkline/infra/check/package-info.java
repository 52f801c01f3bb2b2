/** {@code infra check}: the tiers, from what needs nothing to what needs a pretended AWS. */
@NullMarked
package trunkline.infra.check;

import org.jspecify.annotations.NullMarked;

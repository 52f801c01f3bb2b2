/** What people are asked to allow (TMF644 partyPrivacyProfileSpecification). */
@NullMarked
package trunkline.consent.specification;

import org.jspecify.annotations.NullMarked;

/** What formalises privacy profiles (TMF644 partyPrivacyAgreement). */
@NullMarked
package trunkline.consent.agreement;

import org.jspecify.annotations.NullMarked;

/** What people allow, with all that they ever said (TMF644 partyPrivacyProfile). */
@NullMarked
package trunkline.consent.profile;

import org.jspecify.annotations.NullMarked;

package trunkline.platform.consent;

import java.time.Instant;
import java.util.Optional;

/**
 * What a person said on a purpose, as far as it counts. It is in force until the next statement on
 * that purpose.
 *
 * @param verdict granted or denied
 * @param since when it came into force
 * @param until when a grant lapses; a denial never does
 * @param basis the purpose's legal basis: {@code consent}
 * @param version of the profile that says so
 */
public record Statement(
    String purpose,
    Verdict verdict,
    Instant since,
    Optional<Instant> until,
    String basis,
    String profileId,
    long version) {

  boolean hasLapsed(Instant at) {
    return until.isPresent() && !until.get().isAfter(at);
  }
}

package trunkline.identification.verification;

import java.time.Instant;
import java.util.List;
import trunkline.identification.identifier.IdentifierHash;
import trunkline.identification.identity.Assurance;
import trunkline.identification.identity.CredentialKind;

/**
 * One attempt to find out who a person is.
 *
 * @param wanted the assurance that it must reach
 * @param expiresAt until when the person may come back from the eID
 * @param returnUrl where the person is sent then; empty for nowhere
 * @param identifiers hashes of what the person was identified by, kept for a review only
 */
record Verification(
    String tenant,
    String id,
    CredentialKind method,
    String individualId,
    Assurance wanted,
    String requestedBy,
    Instant createdAt,
    Instant expiresAt,
    String returnUrl,
    Status status,
    Outcome outcome,
    List<IdentifierHash> identifiers) {

  Verification {
    identifiers = List.copyOf(identifiers);
  }

  /** The same, further on its way; what it was identified by is forgotten with the last review. */
  Verification to(Status next, Outcome reached) {
    if (!status.allows(next)) {
      throw new IllegalStateException(status + " does not become " + next);
    }
    return with(next, reached, next == Status.NEEDS_REVIEW ? identifiers : List.of());
  }

  /** The same with what the eID or the documents have told. */
  Verification told(Outcome reached, List<IdentifierHash> by) {
    return with(status, reached, by);
  }

  private Verification with(Status next, Outcome reached, List<IdentifierHash> by) {
    return new Verification(
        tenant,
        id,
        method,
        individualId,
        wanted,
        requestedBy,
        createdAt,
        expiresAt,
        returnUrl,
        next,
        reached,
        by);
  }
}

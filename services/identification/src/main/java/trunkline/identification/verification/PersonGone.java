package trunkline.identification.verification;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import trunkline.identification.Refusals;
import trunkline.identification.identity.VerifiedIdentities;
import trunkline.identification.person.Departure;

/**
 * Nothing here speaks for a person whom the customer service has deleted: identities are revoked
 * (which frees the identifiers, see {@link IdentityFollower}), verifications end, and what they
 * rested on is forgotten. That there was one, and who decided, stays.
 */
final class PersonGone implements Departure {
  private final Verifications verifications;
  private final VerificationStore store;
  private final VerifiedIdentities identities;
  private final InstantSource clock;

  PersonGone(
      Verifications verifications,
      VerificationStore store,
      VerifiedIdentities identities,
      InstantSource clock) {
    this.verifications = verifications;
    this.store = store;
    this.identities = identities;
    this.clock = clock;
  }

  @Override
  public void of(String tenant, String individualId, String correlationId) {
    identities.revokeAll(tenant, individualId, correlationId);
    String code = Refusals.individualGone().code();
    for (Verification open : verifications.listOpen(tenant, individualId)) {
      Verification failed = open.to(Status.FAILED, open.outcome().refused(code));
      var step =
          new Step("system", code, clock.instant().truncatedTo(ChronoUnit.MICROS), correlationId);
      store.settle(open, failed, step);
    }
    store.forget(tenant, individualId);
  }
}

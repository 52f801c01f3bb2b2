package trunkline.identification.verification;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import trunkline.identification.Refusals;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.security.Caller;

/**
 * The second pair of eyes: somebody who did not ask for a verification decides on it, with a
 * reason. Safe to use from any thread.
 */
final class Review {
  private final Verifications verifications;
  private final VerificationStore store;
  private final Conclusion conclusion;
  private final InstantSource clock;

  Review(
      Verifications verifications,
      VerificationStore store,
      Conclusion conclusion,
      InstantSource clock) {
    this.verifications = verifications;
    this.store = store;
    this.conclusion = conclusion;
    this.clock = clock;
  }

  /** Reads {@code {"decision": "approve" or "reject", "reason"}} and does it. */
  Verification decide(Caller caller, String id, JsonNode body, String correlationId) {
    String decision = Attributes.present("decision", Attributes.text(body, "decision"));
    String reason = Attributes.present("reason", Attributes.text(body, "reason"));
    Verification open = open(caller, id);
    Verification decided = open.told(open.outcome().decided(caller.subject()), open.identifiers());
    var step =
        new Step(
            caller.subject(),
            reason,
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            correlationId);
    return switch (decision) {
      case "approve" -> approve(decided, step);
      case "reject" -> reject(decided, step);
      default -> throw Attributes.invalid("decision", "must be approve or reject");
    };
  }

  private Verification open(Caller caller, String id) {
    Verification found =
        verifications
            .find(caller.tenant(), id)
            .orElseThrow(() -> KernelRefusals.notFound("verification", id).asException());
    if (found.requestedBy().equals(caller.subject())) {
      throw Refusals.fourEyes().asException();
    }
    if (found.status() != Status.NEEDS_REVIEW) {
      throw Refusals.notInReview(found.status().text()).asException();
    }
    return found;
  }

  /** What was found is the reviewer's to judge, but one identifier is never two people's. */
  private Verification approve(Verification decided, Step step) {
    Verification settled = conclusion.conclude(decided, known -> List.of(), step);
    return switch (settled.status()) {
      case FAILED -> throw Refusals.individualGone().asException();
      case NEEDS_REVIEW -> throw Refusals.identifierTaken(settled.id()).asException();
      default -> settled;
    };
  }

  private Verification reject(Verification decided, Step step) {
    Verification rejected = decided.to(Status.REJECTED, decided.outcome());
    if (!store.settle(decided, rejected, step)) {
      throw Refusals.notInReview("decided already").asException();
    }
    return rejected;
  }
}

package trunkline.identification.verification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import trunkline.identification.Refusals;
import trunkline.identification.eid.BrowserAnswer;
import trunkline.identification.eid.Eid;
import trunkline.identification.eid.EidLogin;
import trunkline.identification.eid.EidPerson;
import trunkline.identification.identifier.IdentifierHash;
import trunkline.identification.identifier.IdentifierHasher;
import trunkline.identification.identity.CredentialKind;
import trunkline.identification.person.Comparison;
import trunkline.platform.digest.Sha256;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.Refusal;
import trunkline.platform.refusal.Refused;
import trunkline.platform.security.Caller;

/** Verifications by the national eID: to the provider and back. Safe to use from any thread. */
final class EidVerifications {
  /** Who comes back from the eID has no token: its state is all that it shows. */
  private static final String PERSON = "person";

  /** A verification that has begun, and where the person's browser goes now. */
  record Begun(Verification verification, URI authorizationUrl) {}

  /** What came of a login, and the refusal to be shown when it was refused. */
  record Returned(Verification verification, Optional<Refusal> refusal) {}

  private final Optional<Eid> eid;
  private final VerificationStore store;
  private final Verifications verifications;
  private final Conclusion conclusion;
  private final IdentifierHasher hasher;
  private final VerificationConfig config;
  private final InstantSource clock;

  EidVerifications(
      Optional<Eid> eid,
      VerificationStore store,
      Verifications verifications,
      Conclusion conclusion,
      IdentifierHasher hasher,
      VerificationConfig config,
      InstantSource clock) {
    this.eid = eid;
    this.store = store;
    this.verifications = verifications;
    this.conclusion = conclusion;
    this.hasher = hasher;
    this.config = config;
    this.clock = clock;
  }

  Begun begin(Caller caller, VerificationRequest request, String correlationId) {
    EidLogin login = connected().begin(request.wanted());
    Instant now = now();
    var verification =
        new Verification(
            caller.tenant(),
            UuidCreator.getTimeOrderedEpochFast().toString(),
            CredentialKind.EID,
            request.individualId(),
            request.wanted(),
            caller.subject(),
            now,
            now.plus(config.loginTime()),
            request.returnUrl(),
            Status.PENDING,
            Outcome.NONE,
            List.of());
    store.create(
        verification,
        Optional.of(LoginSecrets.of(login)),
        new Step(caller.subject(), "requested", now, correlationId));
    return new Begun(verification, login.url());
  }

  /** Takes what a browser brought back; the first who brings a state takes it for all. */
  Returned complete(BrowserAnswer answer, String correlationId) {
    Verification pending =
        verifications
            .findByState(Sha256.hex(answer.state()))
            .orElseThrow(() -> Refusals.stateUnknown().asException());
    var step = new Step(PERSON, "returned", now(), correlationId);
    LoginSecrets secrets =
        store
            .claim(pending.tenant(), pending.id(), step)
            .orElseThrow(() -> whyNot(pending, step).asException());
    Verification redeeming = pending.to(Status.REDEEMING, Outcome.NONE);
    try {
      EidPerson person =
          connected().redeem(answer, secrets.nonce(), secrets.codeVerifier(), redeeming.wanted());
      return concluded(redeeming, person, correlationId);
    } catch (Refused refused) {
      return failed(redeeming, refused.refusal(), correlationId);
    }
  }

  private Returned concluded(Verification redeeming, EidPerson person, String correlationId) {
    List<IdentifierHash> identifiers =
        hasher.hashes(redeeming.tenant(), "eid " + person.provider(), person.identifier());
    Verification told =
        redeeming.told(Outcome.NONE.reached(person.level().text(), evidence(person)), identifiers);
    Verification settled =
        conclusion.conclude(
            told,
            known ->
                Comparison.findings(
                    known, person.givenName(), person.familyName(), person.birthDate()),
            new Step(PERSON, "identified", now(), correlationId));
    return new Returned(settled, refusal(settled));
  }

  private static Optional<Refusal> refusal(Verification settled) {
    if (settled.status() == Status.FAILED) {
      return Optional.of(Refusals.individualGone());
    }
    return settled.outcome().findings().contains(Conclusion.IDENTIFIER_TAKEN)
        ? Optional.of(Refusals.identifierTaken(settled.id()))
        : Optional.empty();
  }

  private Returned failed(Verification redeeming, Refusal refusal, String correlationId) {
    Verification failed = redeeming.to(Status.FAILED, redeeming.outcome().refused(refusal.code()));
    store.settle(redeeming, failed, new Step(PERSON, refusal.code(), now(), correlationId));
    return new Returned(failed, Optional.of(refusal));
  }

  private static Refusal whyNot(Verification found, Step step) {
    boolean late = found.status() == Status.PENDING && !step.at().isBefore(found.expiresAt());
    return late || found.status() == Status.EXPIRED
        ? Refusals.verificationExpired()
        : Refusals.stateUsed();
  }

  private static ObjectNode evidence(EidPerson person) {
    ObjectNode evidence =
        Json.mapper()
            .createObjectNode()
            .put("provider", person.provider())
            .put("acr", person.acr())
            .put("loggedIn", person.loggedIn().toString());
    person.amr().forEach(evidence.putArray("amr")::add);
    return evidence;
  }

  private Eid connected() {
    return eid.orElseThrow(() -> Refusals.eidNotConfigured().asException());
  }

  /** PostgreSQL keeps microseconds. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

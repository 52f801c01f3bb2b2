package trunkline.identification.verification;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import trunkline.identification.Refusals;
import trunkline.identification.identifier.IdentifierRegister;
import trunkline.identification.identity.Assurance;
import trunkline.identification.identity.CredentialKind;
import trunkline.identification.identity.VerifiedCredential;
import trunkline.identification.identity.VerifiedIdentities;
import trunkline.identification.person.KnownIndividual;
import trunkline.identification.person.KnownIndividuals;
import trunkline.platform.database.Database;
import trunkline.platform.log.EventLog;

/**
 * Ends a verification: the identifier becomes the person's, the identity gets its credential and
 * the verification its status, in one transaction, or all of it waits for a review. Safe to use
 * from any thread.
 */
final class Conclusion {
  static final String IDENTIFIER_TAKEN = "identifierTaken";

  private final Database database;
  private final EventLog log;
  private final VerificationStore store;
  private final KnownIndividuals individuals;
  private final IdentifierRegister identifiers;
  private final VerifiedIdentities identities;
  private final VerificationConfig config;

  Conclusion(
      Database database,
      EventLog log,
      VerificationStore store,
      KnownIndividuals individuals,
      IdentifierRegister identifiers,
      VerifiedIdentities identities,
      VerificationConfig config) {
    this.database = database;
    this.log = log;
    this.store = store;
    this.individuals = individuals;
    this.identifiers = identifiers;
    this.identities = identities;
    this.config = config;
  }

  /**
   * The verification as it now stands: verified, in review, or failed when the person is gone.
   *
   * @param look what somebody has to look at before the verification can succeed
   */
  Verification conclude(
      Verification open, Function<KnownIndividual, List<String>> look, Step step) {
    Verification concluded = inTransaction(open, look, step);
    log.appended();
    return concluded;
  }

  private Verification inTransaction(
      Verification open, Function<KnownIndividual, List<String>> look, Step step) {
    return database.inTransaction(
        open.tenant(),
        connection -> {
          Optional<KnownIndividual> person = individuals.lock(open.tenant(), open.individualId());
          Verification settled =
              person.isEmpty()
                  ? open.to(Status.FAILED, open.outcome().refused(Refusals.individualGone().code()))
                  : weighed(open, look.apply(person.get()), step);
          if (!store.settle(open, settled, step)) {
            throw Refusals.notInReview("decided already").asException();
          }
          return settled;
        });
  }

  private Verification weighed(Verification open, List<String> findings, Step step) {
    Optional<String> owner =
        identifiers.findOther(open.tenant(), open.individualId(), open.identifiers());
    if (findings.isEmpty() && owner.isEmpty()) {
      owner = identifiers.claim(open.tenant(), open.individualId(), open.identifiers(), step.at());
    }
    if (findings.isEmpty() && owner.isEmpty()) {
      return open.to(Status.VERIFIED, open.outcome().identified(identified(open, step)));
    }
    var all = new TreeSet<>(open.outcome().findings());
    all.addAll(findings);
    owner.ifPresent(other -> all.add(IDENTIFIER_TAKEN));
    Outcome undecided = open.outcome().decided("");
    return open.to(Status.NEEDS_REVIEW, undecided.found(List.copyOf(all), owner.orElse("")));
  }

  private String identified(Verification open, Step step) {
    var credential =
        new VerifiedCredential(
            open.method(),
            Assurance.find(open.outcome().level()).orElseThrow(),
            open.outcome().evidence(),
            open.id(),
            step.at(),
            until(open, step.at()));
    String identity =
        identities.keep(open.tenant(), open.individualId(), credential, step.correlationId());
    identifiers.assign(open.tenant(), open.individualId(), identity);
    return identity;
  }

  /** Documents identify nobody for longer than they are valid. */
  private Instant until(Verification open, Instant now) {
    if (open.method() == CredentialKind.EID) {
      return now.plus(config.eidValidity());
    }
    Instant until = now.plus(config.documentValidity());
    return Documents.end(open.outcome().evidence())
        .map(Conclusion::endOfDay)
        .filter(end -> end.isBefore(until))
        .orElse(until);
  }

  private static Instant endOfDay(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}

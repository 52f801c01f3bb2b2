package trunkline.identification.verification;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import trunkline.identification.Refusals;
import trunkline.identification.identifier.IdentifierHash;
import trunkline.identification.identifier.IdentifierHasher;
import trunkline.identification.identifier.IdentifierRegister;
import trunkline.identification.identity.Assurance;
import trunkline.identification.identity.CredentialKind;
import trunkline.platform.security.Caller;

/**
 * Verifications by documents: one person looks at them and proposes, another one decides ({@link
 * Review}). Safe to use from any thread.
 */
final class DocumentVerifications {
  private final VerificationStore store;
  private final IdentifierHasher hasher;
  private final IdentifierRegister identifiers;
  private final InstantSource clock;

  DocumentVerifications(
      VerificationStore store,
      IdentifierHasher hasher,
      IdentifierRegister identifiers,
      InstantSource clock) {
    this.store = store;
    this.hasher = hasher;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /** A proposal that waits for somebody else's decision, also when the documents are another's. */
  Verification propose(
      Caller caller, VerificationRequest request, JsonNode body, String correlationId) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Documents documents =
        Documents.read(body.path("document"), LocalDate.ofInstant(now, ZoneOffset.UTC));
    Assurance level = documents.level();
    if (!level.satisfies(request.wanted())) {
      throw Refusals.documentsTooWeak(level.text(), request.wanted().text()).asException();
    }
    List<IdentifierHash> hashes = hashes(caller.tenant(), documents);
    Optional<String> owner = identifiers.findOther(caller.tenant(), request.individualId(), hashes);
    Outcome outcome =
        Outcome.NONE
            .reached(level.text(), documents.evidence())
            .found(
                owner.map(other -> List.of(Conclusion.IDENTIFIER_TAKEN)).orElse(List.of()),
                owner.orElse(""));
    var proposal =
        new Verification(
            caller.tenant(),
            UuidCreator.getTimeOrderedEpochFast().toString(),
            CredentialKind.DOCUMENT,
            request.individualId(),
            request.wanted(),
            caller.subject(),
            now,
            now,
            "",
            Status.NEEDS_REVIEW,
            outcome,
            hashes);
    store.create(
        proposal, Optional.empty(), new Step(caller.subject(), "proposed", now, correlationId));
    return proposal;
  }

  private List<IdentifierHash> hashes(String tenant, Documents documents) {
    return documents.all().stream()
        .filter(document -> document.type().isNumbered())
        .flatMap(document -> hasher.hashes(tenant, document.kind(), document.number()).stream())
        .distinct()
        .toList();
  }
}

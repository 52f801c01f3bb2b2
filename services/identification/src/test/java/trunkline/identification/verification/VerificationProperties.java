package trunkline.identification.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import trunkline.identification.identifier.IdentifierHash;
import trunkline.identification.identity.Assurance;
import trunkline.identification.identity.CredentialKind;

/** A verification's life, and what documents are worth. */
class VerificationProperties {
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);

  @Property(tries = 500)
  void anyWay_endsOnceAndForgetsWhatItWasIdentifiedBy(@ForAll List<Status> way) {
    Verification verification =
        new Verification(
            "acme",
            "1",
            CredentialKind.EID,
            "jane",
            Assurance.LOW,
            "agent",
            Instant.EPOCH,
            Instant.EPOCH,
            "",
            Status.PENDING,
            Outcome.NONE,
            List.of(new IdentifierHash("eid", "one", "00")));
    for (Status next : way) {
      Verification now = verification;
      if (!now.status().allows(next)) {
        assertThrows(IllegalStateException.class, () -> now.to(next, Outcome.NONE));
        continue;
      }
      assertTrue(!now.status().isDone(), "what is done stays as it is");
      verification = now.to(next, Outcome.NONE);
      assertTrue(
          verification.status() == Status.NEEDS_REVIEW || verification.identifiers().isEmpty());
    }
  }

  @Provide
  Arbitrary<List<Document>> documents() {
    return Combinators.combine(
            Arbitraries.of(DocumentType.values()), Arbitraries.integers().between(0, 5000))
        .as((type, days) -> new Document(type, "DE", "1", TODAY.plusDays(days), "doc"))
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Property(tries = 500)
  void moreDocuments_neverGiveLess_andNeverHigh(
      @ForAll("documents") List<Document> some, @ForAll("documents") List<Document> more) {
    var both = new java.util.ArrayList<>(some);
    both.addAll(more);
    Assurance level = new Documents(both).level();
    assertTrue(level.satisfies(new Documents(some).level()));
    assertTrue(level.compareTo(Assurance.HIGH) < 0);
  }

  @Property(tries = 500)
  void evidence_holdsNoNumberAndEndsWithTheFirstDocument(@ForAll("documents") List<Document> all) {
    var documents = new Documents(all);
    assertTrue(documents.evidence().findValues("number").isEmpty());
    assertEquals(
        all.stream().map(Document::validUntil).min(LocalDate::compareTo),
        Documents.end(documents.evidence()));
  }
}

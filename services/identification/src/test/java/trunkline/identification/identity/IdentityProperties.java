package trunkline.identification.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import trunkline.platform.json.Json;
import trunkline.platform.tmf.Lifecycle;

/** An identity over the years: verified, suspended, revoked, expired, in any order. */
class IdentityProperties {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Lifecycle LIFECYCLE = DigitalIdentity.TYPE.lifecycle().orElseThrow();

  /** What happens, and how long after what happened before. */
  record Happening(String what, Duration later) {}

  @Provide
  Arbitrary<List<Happening>> lives() {
    Arbitrary<String> what =
        Arbitraries.of("EID", "DOCUMENT", "active", "suspended", "revoked", "sweep");
    Arbitrary<Duration> later = Arbitraries.longs().between(0, 400).map(Duration::ofDays);
    return Combinators.combine(what, later).as(Happening::new).list().ofMaxSize(20);
  }

  @Property(tries = 500)
  void anyLife_keepsToTheRules(@ForAll("lives") List<Happening> life) {
    Instant now = BEGIN;
    ObjectNode identity = credential(CredentialKind.EID, now).newIdentity("jane", "/jane");
    for (Happening happening : life) {
      now = now.plus(happening.later());
      ObjectNode next = after(identity, happening.what(), now);
      String from = identity.path("status").asText();
      if (LIFECYCLE.allows(from, next.path("status").asText())) {
        DigitalIdentity.TYPE.rules().check(next);
        identity = next;
      }
      check(identity);
    }
    checkSwept(Validity.at(identity, now), now);
  }

  private static ObjectNode after(ObjectNode identity, String what, Instant now) {
    Optional<CredentialKind> kind = CredentialKind.find(what.toLowerCase(java.util.Locale.ROOT));
    if (kind.isPresent()) {
      return credential(kind.get(), now).addedTo(identity);
    }
    return what.equals("sweep")
        ? Validity.at(identity, now)
        : identity.deepCopy().put("status", what);
  }

  private static VerifiedCredential credential(CredentialKind kind, Instant now) {
    Duration valid = Duration.ofDays(kind == CredentialKind.EID ? 1095 : 365);
    return new VerifiedCredential(
        kind, Assurance.LOW, Json.mapper().createObjectNode(), "v", now, now.plus(valid));
  }

  /** One credential of each kind at most, and the identity ends with the last of them. */
  private static void check(ObjectNode identity) {
    List<JsonNode> verified = DigitalIdentity.verified(identity);
    assertTrue(!verified.isEmpty() && verified.size() <= 2, identity.toString());
    assertEquals(verified.size(), verified.stream().map(c -> c.path("@type")).distinct().count());
    Instant last =
        verified.stream().map(c -> Validity.end(c).orElseThrow()).max(Instant::compareTo).get();
    assertEquals(last, Validity.end(identity).orElseThrow(), identity.toString());
  }

  /** Once swept, nothing living has ended, and sweeping again changes nothing. */
  private static void checkSwept(ObjectNode identity, Instant now) {
    assertEquals(identity, Validity.at(identity, now));
    Validity.nextEnd(identity).ifPresent(end -> assertTrue(end.isAfter(now), identity.toString()));
  }

  @Property(tries = 200)
  void levels_areInOrder(@ForAll Assurance one, @ForAll Assurance other, @ForAll Assurance third) {
    assertTrue(one.satisfies(other) || other.satisfies(one));
    assertEquals(one == other, one.satisfies(other) && other.satisfies(one));
    assertTrue(!(one.satisfies(other) && other.satisfies(third)) || one.satisfies(third));
    assertEquals(Optional.of(one), Assurance.find(one.text()));
  }
}

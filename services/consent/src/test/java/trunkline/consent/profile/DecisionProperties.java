package trunkline.consent.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import trunkline.platform.consent.Verdict;
import trunkline.platform.json.Json;

/**
 * Whatever is granted, withdrawn, agreed, ended and left to lapse in whatever order: the decision
 * at every instant is the oracle's, and what was decided at an instant is never decided otherwise
 * later.
 */
class DecisionProperties {
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final List<Optional<Duration>> GRANTED_FOR =
      List.of(Optional.of(Duration.ofDays(30)), Optional.empty());

  enum Kind {
    GRANT,
    WITHDRAW,
    AGREE,
    TERMINATE,
    SHORTEN
  }

  /**
   * One thing that happens.
   *
   * @param hours since the one before
   * @param number which document proves a grant; in how many days a profile shall end
   */
  record Deed(Kind kind, int profile, int hours, int number) {}

  @Provide
  Arbitrary<List<Deed>> lives() {
    Arbitrary<Kind> kinds =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(5, Arbitraries.just(Kind.GRANT)),
            net.jqwik.api.Tuple.of(4, Arbitraries.just(Kind.WITHDRAW)),
            net.jqwik.api.Tuple.of(3, Arbitraries.just(Kind.AGREE)),
            net.jqwik.api.Tuple.of(1, Arbitraries.of(Kind.TERMINATE, Kind.SHORTEN)));
    return Combinators.combine(
            kinds,
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(1, 400),
            Arbitraries.integers().between(0, 30))
        .as(Deed::new)
        .list()
        .ofMaxSize(25);
  }

  @Property(tries = 300)
  void decisionAtEveryInstant_isTheOracles(@ForAll("lives") List<Deed> life) {
    var clerk = new Clerk(BEGIN, GRANTED_FOR);
    var oracle = new Oracle(BEGIN, GRANTED_FOR);
    Map<Instant, Verdict> decided = new LinkedHashMap<>();
    Instant now = BEGIN;
    for (Deed deed : life) {
      for (int hour = 0; hour < deed.hours(); hour += 13) {
        decided.put(
            now.plus(Duration.ofHours(hour)), clerk.decide(now.plus(Duration.ofHours(hour))));
      }
      now = now.plus(Duration.ofHours(deed.hours()));
      happen(deed, now, clerk, oracle);
      decided.put(now, clerk.decide(now));
    }
    decided.forEach(
        (at, verdict) -> {
          assertEquals(oracle.decide(at), verdict, () -> "then, at " + at);
          assertEquals(verdict, clerk.decide(at), () -> "looking back to " + at);
        });
    for (int day = 0; day < 60; day++) {
      Instant ahead = now.plus(Duration.ofDays(day));
      assertEquals(oracle.decide(ahead), clerk.decide(ahead), () -> "when nothing more is said");
    }
  }

  private static void happen(Deed deed, Instant now, Clerk clerk, Oracle oracle) {
    int profile = deed.profile();
    switch (deed.kind()) {
      case GRANT -> {
        String document = "form-" + deed.number() % 6;
        boolean taken = clerk.say(profile, "granted", Optional.of(document), now);
        assertEquals(oracle.grant(profile, document, now), taken);
      }
      case WITHDRAW -> {
        assertTrue(clerk.say(profile, "denied", Optional.empty(), now), "always possible");
        oracle.withdraw(profile, now);
      }
      case AGREE -> {
        if (!oracle.isAgreed(profile)) {
          assertTrue(clerk.change(profile, patch("status", "agreed"), now));
          oracle.agree(profile, now);
        }
      }
      case TERMINATE -> {
        if (oracle.isAgreed(profile)) {
          assertTrue(clerk.change(profile, patch("status", "terminated"), now));
          oracle.end(profile, now);
        }
      }
      case SHORTEN ->
          shorten(profile, now.plus(Duration.ofDays(deed.number())), now, clerk, oracle);
    }
  }

  private static void shorten(int profile, Instant end, Instant now, Clerk clerk, Oracle oracle) {
    if (!oracle.isAgreed(profile)) {
      return;
    }
    ObjectNode patch = Json.mapper().createObjectNode();
    patch.putObject("validFor").put("endDateTime", end.toString());
    if (end.isBefore(oracle.end(profile))) {
      assertTrue(clerk.change(profile, patch, now));
      oracle.end(profile, end);
    } else if (end.isAfter(oracle.end(profile)) && oracle.end(profile).isAfter(now)) {
      assertFalse(clerk.change(profile, patch, now), "it would prolong what was granted");
    }
  }

  private static ObjectNode patch(String attribute, String value) {
    return Json.mapper().createObjectNode().put(attribute, value);
  }
}

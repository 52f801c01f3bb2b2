package trunkline.platform.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The last word counts. */
class DecisionTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void nothingSaid_isUnknownAndNoYes() {
    Decision decision = Decision.of(List.of(), NOON);
    assertEquals(Verdict.UNKNOWN, decision.verdict());
    assertFalse(decision.isGranted());
    assertTrue(decision.since().isEmpty());
  }

  @Test
  void grant_countsFromItsInstantUntilItLapses() {
    var grant = said("a", Verdict.GRANTED, NOON, Optional.of(NOON.plusSeconds(60)));
    assertEquals(Verdict.UNKNOWN, verdict(NOON.minusNanos(1), grant));
    assertEquals(Verdict.GRANTED, verdict(NOON, grant));
    assertEquals(Verdict.GRANTED, verdict(NOON.plusSeconds(60).minusNanos(1), grant));
    assertEquals(Verdict.UNKNOWN, verdict(NOON.plusSeconds(60), grant));
    Decision lapsed = Decision.of(List.of(grant), NOON.plusSeconds(61));
    assertEquals(Optional.of(NOON.plusSeconds(60)), lapsed.since());
  }

  @Test
  void laterStatementOfAnotherProfile_wins_andTheDenialOfTwoAtOnce() {
    var grant = said("a", Verdict.GRANTED, NOON, Optional.empty());
    var denial = said("b", Verdict.DENIED, NOON.plusSeconds(1), Optional.empty());
    assertEquals(Verdict.GRANTED, verdict(NOON, grant, denial));
    assertEquals(Verdict.DENIED, verdict(NOON.plusSeconds(1), denial, grant));
    var atOnce = said("0", Verdict.DENIED, NOON, Optional.empty());
    assertEquals(Verdict.DENIED, verdict(NOON, grant, atOnce));
    assertEquals(Verdict.DENIED, verdict(NOON, atOnce, grant));
  }

  private static Verdict verdict(Instant at, Statement... said) {
    return Decision.of(List.of(said), at).verdict();
  }

  private static Statement said(
      String profile, Verdict verdict, Instant since, Optional<Instant> until) {
    return new Statement("p", verdict, since, until, "consent", profile, 1);
  }
}

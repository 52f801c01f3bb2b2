package trunkline.platform.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The answer to "may this be done with this person at this instant".
 *
 * @param since from when on the answer has been the same; empty when nothing was said
 * @param until when it will change by itself, for a grant that lapses
 * @param statement what it rests on; empty when nothing was said
 */
public record Decision(
    Verdict verdict,
    Optional<Instant> since,
    Optional<Instant> until,
    Optional<Statement> statement) {

  /** Of two statements of one instant the denial counts. */
  private static final Comparator<Statement> LATER =
      Comparator.comparing(Statement::since)
          .thenComparing(statement -> statement.verdict() == Verdict.DENIED)
          .thenComparing(Statement::profileId);

  private static final Decision NOTHING_SAID =
      new Decision(Verdict.UNKNOWN, Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * The last word counts, whichever of the person's profiles it stands in.
   *
   * @param statements all that were made on one purpose for one person
   */
  public static Decision of(Collection<Statement> statements, Instant at) {
    return statements.stream()
        .filter(statement -> !statement.since().isAfter(at))
        .max(LATER)
        .map(statement -> of(statement, at))
        .orElse(NOTHING_SAID);
  }

  private static Decision of(Statement last, Instant at) {
    return last.hasLapsed(at)
        ? new Decision(Verdict.UNKNOWN, last.until(), Optional.empty(), Optional.of(last))
        : new Decision(last.verdict(), Optional.of(last.since()), last.until(), Optional.of(last));
  }

  /** Whether the purpose is allowed. */
  public boolean isGranted() {
    return verdict == Verdict.GRANTED;
  }
}

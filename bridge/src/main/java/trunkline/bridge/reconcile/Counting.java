package trunkline.bridge.reconcile;

import java.math.BigDecimal;
import java.util.SortedMap;
import java.util.TreeMap;
import trunkline.bridge.mapping.MappedRow;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.mapping.Screening;
import trunkline.bridge.reconcile.Tally.Family;
import trunkline.bridge.reconcile.Tally.Outcome;

/** A tally in the making. */
public final class Counting {
  /** The sums over a source's rows, whatever became of them. */
  static final String SOURCE = "SOURCE";

  static final String UNREADABLE = "UNREADABLE:";

  private final Mapping mapping;
  private final Screening screening;
  private final SortedMap<String, Long> counts = new TreeMap<>();
  private final SortedMap<String, BigDecimal> sums = new TreeMap<>();
  private long fingerprint;

  public Counting(Mapping mapping) {
    this.mapping = mapping;
    this.screening = new Screening(mapping);
  }

  /** A row was read; its outcome is counted apart. */
  public void read(MappedRow row) {
    add(Tally.ROWS, 1);
    fingerprint += row.source().fingerprint();
  }

  /** A row of the recount: its sums are the source's own. */
  public void recount(MappedRow row) {
    read(row);
    amounts(row, SOURCE, 1);
  }

  public void outcome(MappedRow row, Outcome outcome) {
    add(outcome.name(), 1);
    amounts(row, outcome.name(), 1);
  }

  /** A rejected row comes back: what its rejection had counted is taken away. */
  public void takeBack(MappedRow original, String title, boolean partial) {
    add(Outcome.REJECTED.name(), -1);
    add(Family.REJECTED_BY.name() + ":" + title, -1);
    add(Tally.PARTIAL, partial ? -1 : 0);
    amounts(original, Outcome.REJECTED.name(), -1);
    amounts(original, Tally.REPAIRED, -1);
  }

  /** The row as it comes back; the difference to the original is shown on its own. */
  public void comesBack(MappedRow row) {
    amounts(row, Tally.REPAIRED, 1);
  }

  /** So many rows are rejected no more. */
  public void repaired(long rows) {
    add(Tally.REPAIRED, rows);
  }

  public void add(Family family, String name) {
    add(family.name() + ":" + name, 1);
  }

  /** A named count and the outcome it leads to. */
  public void add(Family family, String name, Outcome outcome) {
    add(family, name);
    add(outcome.name(), 1);
  }

  public void add(String key, long number) {
    counts.merge(key, number, Long::sum);
  }

  public Tally tally() {
    return new Tally(counts, sums, fingerprint);
  }

  private void amounts(MappedRow row, String of, int sign) {
    for (String field : mapping.money()) {
      screening
          .amount(row, field)
          .ifPresentOrElse(
              amount ->
                  sums.merge(
                      field + ":" + of, sign < 0 ? amount.negate() : amount, BigDecimal::add),
              () -> add(UNREADABLE + field + ":" + of, sign));
    }
  }
}

package trunkline.bridge.reconcile;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trunkline.bridge.reconcile.Tally.Outcome;

/**
 * What has become of every row of a source: source = migrated + merged + rejected + excluded, in
 * rows and in money. Whatever speaks against it is a finding, and then the run has not balanced.
 *
 * @param source the rows that the source has, counted apart from the load
 * @param partial how many of the rejected rows have something on the platform already
 * @param braked rows that share a match key with too many others and were kept apart
 * @param repaired rows that came back from quarantine and are rejected no more
 * @param resources what the run has written to the platform
 * @param findings what speaks against the account, each with what to do
 * @param notes what this call has seen beside, and does not speak against it
 * @param nothingToDo this call has sent nothing, because everything was settled
 */
public record Reconciliation(
    Identity identity,
    long source,
    long migrated,
    long merged,
    long rejected,
    long excluded,
    long partial,
    long braked,
    long repaired,
    long resources,
    Map<String, Long> excludedBy,
    Map<String, Long> rejectedBy,
    Map<String, Long> explanations,
    Map<String, Long> mergedDiffers,
    List<Money> money,
    List<String> findings,
    List<String> notes,
    boolean nothingToDo,
    Speed speed,
    String quarantineFile) {

  /** Which run this is about. */
  public record Identity(
      String name, String tenant, int mappingVersion, String mappingSha256, String source) {}

  /** Rows and resources that this call has settled, and how long it took. */
  public record Speed(long rows, long resources, double seconds) {
    public long resourcesPerSecond() {
      return seconds <= 0 ? 0 : Math.round(resources / seconds);
    }
  }

  /**
   * The sum of one field, exactly.
   *
   * @param source in the source after the transform, summed up apart from the load
   * @param repaired what repairs have added or taken away
   * @param migrated what the platform has acknowledged
   * @param unreadable rows of the source whose amount is blank or no amount, and so is in no sum
   */
  public record Money(
      String field,
      long unreadable,
      BigDecimal source,
      BigDecimal repaired,
      BigDecimal migrated,
      BigDecimal merged,
      BigDecimal rejected,
      BigDecimal excluded) {
    public boolean balanced() {
      return source.add(repaired).compareTo(migrated.add(merged).add(rejected).add(excluded)) == 0;
    }

    public static Money of(String field, int scale, Tally source, Tally loaded) {
      return new Money(
          field,
          source.count(Counting.UNREADABLE + field + ":" + Counting.SOURCE),
          source.sum(field, Counting.SOURCE).setScale(scale),
          loaded.sum(field, Tally.REPAIRED).setScale(scale),
          loaded.sum(field, Outcome.MIGRATED.name()).setScale(scale),
          loaded.sum(field, Outcome.MERGED.name()).setScale(scale),
          loaded.sum(field, Outcome.REJECTED.name()).setScale(scale),
          loaded.sum(field, Outcome.EXCLUDED.name()).setScale(scale));
    }
  }

  public Reconciliation {
    excludedBy = new TreeMap<>(excludedBy);
    rejectedBy = new TreeMap<>(rejectedBy);
    explanations = new TreeMap<>(explanations);
    mergedDiffers = new TreeMap<>(mergedDiffers);
    money = List.copyOf(money);
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /**
   * Rows of the source that nothing accounts for; negative when more were settled than there are.
   */
  public long difference() {
    return source - migrated - merged - rejected - excluded;
  }

  /** Every row and every amount is accounted for, and nothing speaks against it. */
  public boolean balanced() {
    return difference() == 0 && findings.isEmpty() && money.stream().allMatch(Money::balanced);
  }
}

package trunkline.search.find;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import trunkline.search.find.Query.Precision;
import trunkline.search.projection.IndexEntry;
import trunkline.search.projection.Kind;
import trunkline.search.text.Digits;
import trunkline.search.text.Digits.Written;
import trunkline.search.text.Typos;

/** A number, whole or in part, with or without its country code. */
record AskedDigits(Kind kind, Digits asked) implements Asked {
  /** Country codes have one to three digits (ITU-T E.164). */
  private static final int LONGEST_COUNTRY_CODE = 3;

  @Override
  public String value() {
    return asked.text();
  }

  @Override
  public Optional<String> beginning() {
    return Optional.of(asked.text()).filter(digits -> digits.length() >= Digits.LEAST);
  }

  @Override
  public List<Query> parts(KnownWords known) {
    List<Set<IndexEntry>> runs =
        Digits.fewRuns(asked.text()).stream()
            .map(run -> Set.of(IndexEntry.part(kind, run)))
            .toList();
    return List.of(new Query(runs, Precision.ROUGH));
  }

  /** A number with an error is another number, so only where there is none without. */
  @Override
  public List<Query> alike(KnownWords known) {
    Set<IndexEntry> errors = IndexEntry.errors(kind, Digits.askedErrors(asked.text()));
    return List.of(new Query(List.of(errors), Precision.FUZZY));
  }

  @Override
  public Closeness closeness(String found) {
    String digits = asked.text();
    int at = found.indexOf(digits);
    boolean behindCountryCode =
        asked.written() == Written.NATIONAL && at > 0 && at <= LONGEST_COUNTRY_CODE;
    if (found.equals(digits) || (behindCountryCode && found.endsWith(digits))) {
      return Closeness.EXACT;
    }
    if (at == 0 || behindCountryCode) {
      return Closeness.PREFIX;
    }
    return at > 0 ? Closeness.PART : Closeness.FUZZY;
  }

  /** A country code that was not given is no error. */
  @Override
  public double likeness(String found) {
    int missing = Math.clamp(found.length() - asked.text().length(), 0, LONGEST_COUNTRY_CODE);
    return Math.max(
        Typos.likeness(asked.text(), found),
        Typos.likeness(asked.text(), found.substring(missing)));
  }
}

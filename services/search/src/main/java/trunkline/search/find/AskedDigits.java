package trunkline.search.find;

import java.util.Optional;
import trunkline.search.projection.Kind;
import trunkline.search.projection.Lexeme;
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
  public Optional<String> prefixes(String tenant) {
    return asked.text().length() < Digits.LEAST
        ? Optional.empty()
        : Optional.of(Lexeme.word(kind, asked.text()).prefixQuery(tenant));
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

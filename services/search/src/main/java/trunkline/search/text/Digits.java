package trunkline.search.text;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A number as digits, however it was written. Phone numbers are kept with their country code (ITU-T
 * E.164), and asked for in any way.
 *
 * @param text 0-9 only, without the zeros of dialling
 * @param written how much of the number was given
 */
public record Digits(String text, Written written) {
  /** How a number was written. */
  public enum Written {
    /** With {@code +} or {@code 00}: the country code is there. */
    INTERNATIONAL,
    /** With one leading zero: the country code is missing. */
    NATIONAL,
    /** Neither: the whole, or some part of it. */
    BARE
  }

  /** Fewer digits than that are too common to search for. */
  public static final int LEAST = 4;

  private static final int LONGEST = 30;

  /** So many digits at the end of a number tell nearly all numbers apart. */
  private static final int END = 8;

  /** The trunk prefix that must not be dialled from abroad: {@code +49 (0)30}. */
  private static final Pattern TRUNK_ZERO = Pattern.compile("(?<=[+\\d])\\s*\\(0\\)");

  /** The end of an ICCID as it stands on some cards. */
  private static final String FILLER = "[fF]?";

  private static final Pattern NUMBER =
      Pattern.compile("\\+?[\\s()\\-./\\d\\p{Nd}\\u00a0\\u2010-\\u2015]+" + FILLER);

  /** Whether a text can be meant as a number. */
  public static boolean looksLike(String text) {
    return NUMBER.matcher(text.strip()).matches() && only(text).length() >= LEAST;
  }

  /** A number that is kept: every digit counts. */
  public static String only(String text) {
    var digits = new StringBuilder();
    text.codePoints()
        .filter(Character::isDigit)
        .limit(LONGEST)
        .forEach(c -> digits.append(Character.digit(c, 10)));
    return digits.toString();
  }

  /** A number that is asked for. */
  public static Digits asked(String text) {
    String plain = TRUNK_ZERO.matcher(text.strip()).replaceAll("");
    String digits = only(plain);
    if (plain.startsWith("+")) {
      return new Digits(digits, Written.INTERNATIONAL);
    }
    if (digits.startsWith("00")) {
      return new Digits(digits.substring(2), Written.INTERNATIONAL);
    }
    return digits.startsWith("0")
        ? new Digits(digits.substring(1), Written.NATIONAL)
        : new Digits(digits, Written.BARE);
  }

  /** Every run of {@value #LEAST} digits: what holds a number holds all runs of it. */
  public static Set<String> runs(String digits) {
    var runs = new LinkedHashSet<String>();
    for (int from = 0; from + LEAST <= digits.length(); from++) {
      runs.add(digits.substring(from, from + LEAST));
    }
    return runs;
  }

  /** As few {@link #runs} as hold all digits: the others would say nothing more. */
  public static Set<String> fewRuns(String digits) {
    var runs = new LinkedHashSet<String>();
    for (int from = 0; from + LEAST <= digits.length(); from += LEAST) {
      runs.add(digits.substring(from, from + LEAST));
    }
    if (digits.length() >= LEAST) {
      runs.add(end(digits, LEAST));
    }
    return runs;
  }

  /**
   * The end of a number that is kept, and what it becomes with a digit left out. An error before
   * the end leaves the end as it is.
   */
  public static Set<String> errors(String digits) {
    return Typos.lettersOrDigits(end(digits, END));
  }

  /**
   * What a number that is asked for shares with {@link #errors} of every number that differs by one
   * digit missing, added, wrong, or changed with its neighbour.
   */
  public static Set<String> askedErrors(String digits) {
    var forms = new LinkedHashSet<String>();
    forms.addAll(Typos.lettersOrDigits(end(digits, END)));
    forms.add(end(digits, END - 1)); // one is missing
    forms.addAll(Typos.lettersOrDigits(end(digits, END + 1))); // one was added
    return forms;
  }

  private static String end(String digits, int length) {
    return digits.substring(Math.max(0, digits.length() - length));
  }
}

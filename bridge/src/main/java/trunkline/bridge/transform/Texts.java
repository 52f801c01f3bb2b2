package trunkline.bridge.transform;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Steps on plain text. */
public final class Texts {
  /** Unicode spaces, also the no-break ones that {@link String#strip} leaves. */
  private static final String SPACE = "[\\p{Z}\\p{Cntrl}\\uFEFF]";

  private static final Pattern ENDS = Pattern.compile("^" + SPACE + "+|" + SPACE + "+$");
  private static final Pattern RUNS = Pattern.compile(SPACE + "+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private Texts() {}

  /** Takes the spaces off both ends. */
  public static String trim(String text) {
    return ENDS.matcher(text).replaceAll("");
  }

  public static Step trim() {
    return (value, _) -> Cell.of(trim(value.toString()));
  }

  /** One space wherever there are several, none at the ends. */
  public static String singleSpaces(String text) {
    return trim(RUNS.matcher(text).replaceAll(" "));
  }

  public static Step singleSpaces() {
    return (value, _) -> Cell.of(singleSpaces(value.toString()));
  }

  /**
   * Nothing where there is only space, or one of the words that a legacy system writes for nothing.
   */
  public static Step blankToNull(Set<String> wordsForNothing) {
    return (value, _) -> {
      String text = trim(value.toString());
      return text.isEmpty() || wordsForNothing.contains(text) ? Cell.blank() : Cell.of(value);
    };
  }

  public static Step lowerCase() {
    return (value, _) -> Cell.of(value.toString().toLowerCase(Locale.ROOT));
  }

  public static Step upperCase() {
    return (value, _) -> Cell.of(value.toString().toUpperCase(Locale.ROOT));
  }

  /** Refuses longer text instead of cutting it. */
  public static Step maxLength(int characters) {
    return (value, _) ->
        value.toString().codePointCount(0, value.toString().length()) <= characters
            ? Cell.of(value)
            : new Cell.Refused(
                "is longer than " + characters + " characters", "shorten it in the source");
  }

  /**
   * The form in which two spellings of one thing are equal: case, accents, spaces and compatibility
   * characters do not count. For comparing only, never for writing.
   */
  public static String comparable(String text) {
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
    String bare = MARKS.matcher(decomposed).replaceAll("");
    // Down, up and down again: only so do ẞ, ß and SS meet.
    String folded = bare.toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return singleSpaces(folded);
  }
}

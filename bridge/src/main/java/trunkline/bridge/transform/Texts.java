package trunkline.bridge.transform;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Steps on plain text. */
public final class Texts {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private Texts() {}

  /** Takes the spaces off both ends. */
  public static String trim(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    int start = 0;
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    return text.substring(start, end);
  }

  /** Also the no-break spaces that {@link String#strip} leaves, and control characters. */
  private static boolean isSpace(char c) {
    if (c < 0x7F) {
      return c <= ' ';
    }
    return Character.isSpaceChar(c) || Character.isISOControl(c) || c == '\uFEFF';
  }

  public static Step trim() {
    return (value, _) -> Cell.of(trim(value.toString()));
  }

  /** One space wherever there are several, none at the ends. */
  public static String singleSpaces(String text) {
    StringBuilder single = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (!isSpace(text.charAt(i))) {
        single.append(text.charAt(i));
      } else if (!single.isEmpty() && single.charAt(single.length() - 1) != ' ') {
        single.append(' ');
      }
    }
    return trim(single.toString());
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

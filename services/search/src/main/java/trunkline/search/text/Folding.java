package trunkline.search.text;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Brings spellings of one name together: case, accents, ligatures. */
final class Folding {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern UMLAUT_WITH_E = Pattern.compile("([aou])e");

  /** Letters that Unicode does not take apart (UAX 15) although people do. */
  private static final Map<Character, String> LETTERS =
      Map.ofEntries(
          Map.entry('ß', "ss"),
          Map.entry('æ', "ae"),
          Map.entry('œ', "oe"),
          Map.entry('ø', "o"),
          Map.entry('đ', "d"),
          Map.entry('ð', "d"),
          Map.entry('þ', "th"),
          Map.entry('ł', "l"),
          Map.entry('ħ', "h"),
          Map.entry('ı', "i"));

  private Folding() {}

  /** Lower-case letters and digits of any script; everything else is one blank. */
  static String fold(String text) {
    String apart = Normalizer.normalize(text, Normalizer.Form.NFKD);
    String lower = MARKS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT);
    // lower case can bring a mark of its own (the Turkish İ)
    String bare = MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD)).replaceAll("");
    var folded = new StringBuilder(bare.length());
    bare.codePoints().forEach(c -> append(folded, c));
    return folded.toString().strip();
  }

  /**
   * The German and Danish way to write an umlaut undone: {@code mueller} is {@code muller}, which
   * is what {@code Müller} folds to. What was no umlaut, as in {@code roe}, changes too: it is
   * another form of a word, never the only one.
   */
  static String withoutE(String folded) {
    return UMLAUT_WITH_E.matcher(folded).replaceAll("$1");
  }

  private static void append(StringBuilder folded, int codePoint) {
    if (Character.isLetterOrDigit(codePoint)) {
      String letters = codePoint < 0x10000 ? LETTERS.get((char) codePoint) : null;
      folded.append(letters == null ? Character.toString(codePoint) : letters);
    } else if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
      folded.append(' ');
    }
  }
}

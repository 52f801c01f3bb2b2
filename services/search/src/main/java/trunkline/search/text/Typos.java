package trunkline.search.text;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Typing errors. Two words that differ by one letter missing, added, wrong, or changed with its
 * neighbour share a form with one letter left out (the "symmetric delete" of W. Garbe's SymSpell):
 * so an index over these forms finds each such word without comparing.
 */
public final class Typos {
  /** Of shorter words, nearly all would be neighbours. */
  private static final int SHORTEST = 3;

  private static final int LONGEST = 24;

  private Typos() {}

  /**
   * The word and what it becomes when one letter is left out; empty for a word that is too short or
   * that holds a digit: a house number has no neighbours.
   */
  public static Set<String> forms(String word) {
    boolean hasDigit = word.codePoints().anyMatch(Character::isDigit);
    return hasDigit ? Set.of() : lettersOrDigits(word);
  }

  /** The same for what may hold digits and have neighbours all the same. */
  public static Set<String> lettersOrDigits(String word) {
    int[] letters = word.codePoints().toArray();
    var forms = new LinkedHashSet<String>();
    if (letters.length < SHORTEST || letters.length > LONGEST) {
      return forms;
    }
    forms.add(word);
    for (int i = 0; i < letters.length; i++) {
      forms.add(new String(letters, 0, i) + new String(letters, i + 1, letters.length - i - 1));
    }
    return forms;
  }

  /**
   * How alike two texts are, from 0 to 1 for the same: one less the errors for each letter of the
   * longer one. An error is a letter missing, added, wrong, or changed with its neighbour (optimal
   * string alignment).
   */
  public static double likeness(String one, String other) {
    int longer = Math.max(one.length(), other.length());
    return longer == 0 ? 1 : 1 - (double) errors(one, other) / longer;
  }

  private static int errors(String one, String other) {
    int[] beforeLast = new int[other.length() + 1];
    int[] last = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[other.length() + 1];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int wrong = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + wrong);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[other.length()];
  }
}

package trunkline.identification.person;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A name as it is compared: without case, accents, hyphens and blanks. A letter that passports
 * write in two ways (Müller, Mueller, Muller; ICAO 9303 part 3, section 6) is both of them.
 */
final class PersonName {
  /** What Unicode does not take apart into a letter and its accent. */
  private static final Map<String, String> LETTERS =
      Map.of(
          "Ø", "O", "Ł", "L", "Đ", "D", "Ð", "D", "Þ", "TH", "Æ", "AE", "Œ", "OE", "Ħ", "H", "ı",
          "I");

  private static final Map<String, String> UMLAUTS =
      Map.of("Ä", "AE", "Ö", "OE", "Ü", "UE", "Å", "AA", "Ø", "OE");

  private PersonName() {}

  /** Whether two names are one, whatever stands between their parts. */
  static boolean same(String one, String other) {
    return meet(spellings(one), spellings(other));
  }

  /**
   * Whether two lists of given names can be one person's: an eID tells all of them, a customer
   * often only the first. At least one must be told by both.
   */
  static boolean sameGiven(String one, String other) {
    List<Set<String>> these = parts(one);
    List<Set<String>> those = parts(other);
    if (these.isEmpty() || those.isEmpty()) {
      return false;
    }
    return same(one, other) || contains(these, those) || contains(those, these);
  }

  private static boolean contains(List<Set<String>> all, List<Set<String>> some) {
    return some.stream().allMatch(part -> all.stream().anyMatch(whole -> meet(whole, part)));
  }

  private static List<Set<String>> parts(String name) {
    return Stream.of(name.split("[^\\p{L}\\p{M}]+"))
        .filter(part -> !part.isEmpty())
        .map(PersonName::spellings)
        .toList();
  }

  private static Set<String> spellings(String name) {
    String upper = Normalizer.normalize(name, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
    return Stream.of(plain(replaced(upper, UMLAUTS)), plain(upper))
        .filter(spelling -> !spelling.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String plain(String upper) {
    String letters = replaced(upper, LETTERS);
    return Normalizer.normalize(letters, Normalizer.Form.NFKD).replaceAll("[^\\p{L}]", "");
  }

  private static String replaced(String text, Map<String, String> letters) {
    String result = text;
    for (Map.Entry<String, String> letter : letters.entrySet()) {
      result = result.replace(letter.getKey(), letter.getValue());
    }
    return result;
  }

  private static boolean meet(Set<String> some, Set<String> others) {
    return some.stream().anyMatch(others::contains);
  }
}

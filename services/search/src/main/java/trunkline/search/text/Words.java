package trunkline.search.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A name or address as words. What is written together with hyphens or an apostrophe is one group
 * of several words, and is known in one piece too: {@code Hans-Peter} is {@code hans}, {@code
 * peter} and {@code hanspeter}.
 *
 * @param groups never empty ones; at most {@value #MOST}
 */
public record Words(List<List<String>> groups) {
  /** More than that is no name and no address. */
  private static final int MOST = 20;

  private static final int LONGEST = 60;

  public Words {
    groups = groups.stream().map(List::copyOf).toList();
  }

  public static Words of(String text) {
    var groups = new ArrayList<List<String>>();
    for (String piece : text.split("[\\s,;/]+")) {
      List<String> parts =
          Arrays.stream(Folding.fold(piece).split(" "))
              .filter(part -> !part.isEmpty())
              .map(Words::shortened)
              .toList();
      if (!parts.isEmpty() && groups.size() < MOST) {
        groups.add(parts.size() > MOST ? parts.subList(0, MOST) : parts);
      }
    }
    return new Words(groups);
  }

  private static String shortened(String word) {
    return word.codePointCount(0, word.length()) <= LONGEST
        ? word
        : word.substring(0, word.offsetByCodePoints(0, LONGEST));
  }

  public boolean isEmpty() {
    return groups.isEmpty();
  }

  /** All words, joined by blanks. */
  public String value() {
    return groups.stream().flatMap(List::stream).collect(Collectors.joining(" "));
  }

  /** Every word by itself and every group in one piece, each in all {@link #spellings}. */
  public Set<String> forms() {
    var forms = new LinkedHashSet<String>();
    for (List<String> group : groups) {
      group.forEach(word -> forms.addAll(spellings(word)));
      forms.addAll(spellings(joined(group)));
    }
    return forms;
  }

  /** Every form that words of this {@link #value} can have, whichever of them were one group. */
  public static Set<String> possibleForms(String value) {
    String[] words = value.split(" ");
    var forms = new LinkedHashSet<String>();
    for (int from = 0; from < words.length; from++) {
      for (int to = from + 1; to <= words.length; to++) {
        forms.addAll(spellings(joined(Arrays.asList(words).subList(from, to))));
      }
    }
    return forms;
  }

  /** A group in one piece. */
  public static String joined(List<String> group) {
    return shortened(String.join("", group));
  }

  /** A word, and what it is when its umlauts were written with an e. */
  public static Set<String> spellings(String word) {
    var spellings = new LinkedHashSet<String>();
    spellings.add(word);
    spellings.add(plain(word));
    return spellings;
  }

  /** The one spelling that all spellings of words have in common. */
  public static String plain(String words) {
    return Folding.withoutE(words);
  }
}

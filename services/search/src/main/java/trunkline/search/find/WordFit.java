package trunkline.search.find;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trunkline.search.text.Typos;
import trunkline.search.text.Words;

/** How well words that were found fit those that were asked for, umlauts written either way. */
record WordFit(List<List<String>> groups) {
  WordFit {
    groups = groups.stream().map(group -> group.stream().map(Words::plain).toList()).toList();
  }

  WordFit(Words asked) {
    this(asked.groups());
  }

  Closeness closeness(String value) {
    String found = Words.plain(value);
    List<String> words = words(found);
    boolean same = Set.copyOf(words).equals(wanted().collect(Collectors.toSet()));
    if (same || inOnePiece(found).equals(wanted().collect(Collectors.joining()))) {
      return Closeness.EXACT;
    }
    if (groups.stream().allMatch(group -> holds(words, group, String::equals))) {
      return Closeness.WORD;
    }
    boolean begins = groups.stream().allMatch(group -> holds(words, group, String::startsWith));
    return begins ? Closeness.PREFIX : Closeness.FUZZY;
  }

  private Stream<String> wanted() {
    return groups.stream().flatMap(List::stream);
  }

  /** A group may be one word there, and one word may be two there. */
  private static boolean holds(
      List<String> words, List<String> group, BiPredicate<String, String> fit) {
    String joined = Words.joined(group);
    boolean each = group.stream().allMatch(w -> words.stream().anyMatch(word -> fit.test(word, w)));
    return each
        || words.stream().anyMatch(word -> fit.test(word, joined))
        || isOfTwo(words, joined);
  }

  private static boolean isOfTwo(List<String> words, String joined) {
    for (int i = 0; i + 1 < words.size(); i++) {
      if ((words.get(i) + words.get(i + 1)).equals(joined)) {
        return true;
      }
    }
    return false;
  }

  /**
   * From 0 to 1: each word beside the one that is most like it, or all in one piece, where blanks
   * are amiss; with umlauts as they were written or without, whichever is more alike.
   */
  static double likeness(String asked, String found) {
    return Math.max(alike(asked, found), alike(Words.plain(asked), Words.plain(found)));
  }

  private static double alike(String asked, String found) {
    double byWord =
        words(asked).stream().mapToDouble(word -> best(word, words(found))).average().orElse(0);
    return Math.max(byWord, Typos.likeness(inOnePiece(asked), inOnePiece(found)));
  }

  private static double best(String wanted, List<String> words) {
    return words.stream().mapToDouble(word -> Typos.likeness(wanted, word)).max().orElse(0);
  }

  private static List<String> words(String value) {
    return Arrays.asList(value.split(" "));
  }

  private static String inOnePiece(String value) {
    return value.replace(" ", "");
  }
}

package trunkline.search.find;

import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import trunkline.search.text.Typos;
import trunkline.search.text.Words;

/** How well words that were found fit those that were asked for, umlauts written either way. */
final class WordFit {
  private final Spelling asked;

  /** In the one spelling that all have in common. */
  private final Spelling plain;

  private final List<List<String>> groups;

  /** A text as words, and in one piece. */
  private record Spelling(String text, List<String> words, String inOnePiece) {
    static Spelling of(String text) {
      return new Spelling(text, List.of(text.split(" ")), text.replace(" ", ""));
    }

    /** Each word beside the one that is most like it, or all in one piece: blanks may be amiss. */
    double likeness(Spelling found) {
      double sum = 0;
      for (String word : words) {
        double best = 0;
        for (String other : found.words) {
          best = Math.max(best, Typos.likeness(word, other));
        }
        sum += best;
      }
      return Math.max(sum / words.size(), Typos.likeness(inOnePiece, found.inOnePiece));
    }
  }

  WordFit(Words asked) {
    this.asked = Spelling.of(asked.value());
    this.plain = Spelling.of(Words.plain(asked.value()));
    this.groups =
        asked.groups().stream().map(group -> group.stream().map(Words::plain).toList()).toList();
  }

  Closeness closeness(String value) {
    Spelling found = Spelling.of(Words.plain(value));
    boolean same = Set.copyOf(found.words).equals(Set.copyOf(plain.words));
    if (same || found.inOnePiece.equals(plain.inOnePiece)) {
      return Closeness.EXACT;
    }
    if (groups.stream().allMatch(group -> holds(found.words, group, String::equals))) {
      return Closeness.WORD;
    }
    boolean begins =
        groups.stream().allMatch(group -> holds(found.words, group, String::startsWith));
    return begins ? Closeness.PREFIX : Closeness.FUZZY;
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

  /** From 0 to 1; with umlauts as they were written or without, whichever is more alike. */
  double likeness(String value) {
    Spelling found = Spelling.of(value);
    Spelling plainly = Spelling.of(Words.plain(value));
    double asWritten = asked.likeness(found);
    boolean isSame = plainly.text.equals(found.text) && plain.text.equals(asked.text);
    return isSame ? asWritten : Math.max(asWritten, plain.likeness(plainly));
  }
}

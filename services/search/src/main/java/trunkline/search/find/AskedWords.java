package trunkline.search.find;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import trunkline.search.find.Query.Precision;
import trunkline.search.projection.IndexEntry;
import trunkline.search.projection.Kind;
import trunkline.search.text.Typos;
import trunkline.search.text.Words;

/** A name or an address: words in any order. */
final class AskedWords implements Asked {
  private final Kind kind;
  private final Words asked;
  private final WordFit fit;

  AskedWords(Kind kind, Words asked) {
    this.kind = kind;
    this.asked = asked;
    this.fit = new WordFit(asked);
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public String value() {
    return asked.value();
  }

  @Override
  public List<Query> words() {
    return List.of(new Query(alternatives().stream().map(this::entries).toList(), Precision.SURE));
  }

  /**
   * Of each word its spellings and, where it is one of a group, those of the group in one piece: "a
   * and b, or ab" is "a or ab, and b or ab".
   */
  private List<Set<String>> alternatives() {
    var alternatives = new ArrayList<Set<String>>();
    for (List<String> group : asked.groups()) {
      for (String word : group) {
        var spellings = new LinkedHashSet<>(Words.spellings(word));
        spellings.addAll(Words.spellings(Words.joined(group)));
        alternatives.add(spellings);
      }
    }
    return alternatives;
  }

  private Set<IndexEntry> entries(Iterable<String> words) {
    var entries = new LinkedHashSet<IndexEntry>();
    words.forEach(word -> entries.add(IndexEntry.word(kind, word)));
    return entries;
  }

  @Override
  public List<Query> parts(KnownWords known) throws SQLException {
    List<Set<String>> alternatives = alternatives();
    Set<String> all = alternatives.stream().flatMap(Set::stream).collect(Collectors.toSet());
    Map<String, List<String>> words = longer(all, known);
    boolean many = words.values().stream().anyMatch(AskedWords::areMany);
    return List.of(
        new Query(
            alternatives.stream().map(beginnings -> begins(beginnings, words)).toList(),
            many ? Precision.ROUGH : Precision.SURE));
  }

  /** The words by each beginning that has no entry of its own. */
  private Map<String, List<String>> longer(Set<String> beginnings, KnownWords known)
      throws SQLException {
    List<String> longer = beginnings.stream().filter(b -> !IndexEntry.isBeginning(b)).toList();
    return longer.isEmpty() ? Map.of() : known.beginning(kind, longer);
  }

  private static boolean areMany(List<String> words) {
    return words.size() > KnownWords.MOST_BEGINNING;
  }

  /** Where many begin so, all that begin nearly so. */
  private Set<IndexEntry> begins(Set<String> beginnings, Map<String, List<String>> words) {
    var entries = new LinkedHashSet<IndexEntry>();
    for (String beginning : beginnings) {
      List<String> found = words.getOrDefault(beginning, List.of());
      if (IndexEntry.isBeginning(beginning) || areMany(found)) {
        entries.add(IndexEntry.beginning(kind, beginning));
      } else {
        entries.addAll(entries(found));
      }
    }
    return entries;
  }

  @Override
  public List<Query> errors(KnownWords known) throws SQLException {
    Map<String, List<String>> near = near(known);
    var all = new ArrayList<Set<IndexEntry>>();
    for (Set<String> spellings : alternatives()) {
      List<String> words = near.get(spellings.iterator().next());
      all.add(words == null ? begins(spellings, longer(spellings, known)) : entries(words));
    }
    return List.of(new Query(all, Precision.FUZZY));
  }

  /** The neighbours of each word, in any of its spellings. */
  private Map<String, List<String>> near(KnownWords known) throws SQLException {
    Map<String, Set<String>> forms = new HashMap<>();
    for (Set<String> spellings : alternatives()) {
      forms.put(
          spellings.iterator().next(),
          spellings.stream().flatMap(s -> Typos.forms(s).stream()).collect(Collectors.toSet()));
    }
    return known.near(kind, forms);
  }

  /**
   * First what only has its blanks elsewhere, then what is alike, then all of it but for a word.
   */
  @Override
  public List<Query> alike(KnownWords known) throws SQLException {
    List<String> words = asked.groups().stream().flatMap(List::stream).toList();
    Map<String, List<String>> near = near(known);
    Map<String, List<String>> likest = known.alike(kind, words);
    var alike = new ArrayList<Set<IndexEntry>>();
    for (String word : words) {
      var found = new LinkedHashSet<String>(likest.getOrDefault(word, List.of()));
      found.addAll(near.getOrDefault(word, List.of()));
      alike.add(entries(found));
    }
    var queries = new ArrayList<>(blanksElsewhere(known, words, alike));
    queries.add(new Query(alike, Precision.FUZZY));
    for (int without = 0; words.size() > 1 && without < words.size(); without++) {
      var others = new ArrayList<>(alike);
      others.remove(without);
      queries.add(new Query(others, Precision.FUZZY));
    }
    return queries;
  }

  private List<Query> blanksElsewhere(
      KnownWords known, List<String> words, List<Set<IndexEntry>> alike) throws SQLException {
    List<List<String[]>> cuts = words.stream().map(AskedWords::cuts).toList();
    Set<String> there =
        known.those(kind, cuts.stream().flatMap(List::stream).flatMap(Stream::of).toList());
    var queries = new ArrayList<Query>();
    for (int i = 0; i < words.size(); i++) {
      for (String[] pair : cuts.get(i)) {
        if (there.containsAll(List.of(pair))) {
          queries.add(replaced(alike, i, 1, pair));
        }
      }
      if (i + 1 < words.size()) {
        queries.add(replaced(alike, i, 2, words.get(i) + words.get(i + 1)));
      }
    }
    return queries;
  }

  /** A word as two, in every way. */
  private static List<String[]> cuts(String word) {
    return IntStream.range(1, word.length())
        .filter(at -> !Character.isLowSurrogate(word.charAt(at)))
        .mapToObj(at -> new String[] {word.substring(0, at), word.substring(at)})
        .toList();
  }

  private Query replaced(List<Set<IndexEntry>> alike, int at, int length, String... by) {
    var all = new ArrayList<>(alike.subList(0, at));
    for (String word : by) {
      all.add(entries(Words.spellings(word)));
    }
    all.addAll(alike.subList(at + length, alike.size()));
    return new Query(all, Precision.FUZZY);
  }

  @Override
  public Closeness closeness(String found) {
    return fit.closeness(found);
  }

  @Override
  public double likeness(String found) {
    return fit.likeness(found);
  }
}

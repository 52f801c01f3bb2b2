package trunkline.search.find;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trunkline.search.projection.IndexEntry;
import trunkline.search.projection.Kind;
import trunkline.search.text.Typos;

/**
 * Looks up the words that the caller's tenant has in one slot. Every answer is short: whatever is
 * asked for then is a query of few entries. It serves one search.
 */
final class KnownWords {
  /** Of one beginning, in the order of the alphabet. */
  static final int MOST_BEGINNING = 64;

  /** With an error, the most alike. */
  private static final int MOST_NEAR = 32;

  /** The most alike by trigrams. */
  private static final int MOST_ALIKE = 10;

  /** So many share a form with a word, at most, in any language that we know. */
  private static final int MOST_SHARING = 1_000;

  private final Connection connection;
  private final short slot;
  private final String tenant;
  private final Map<Kind, Map<String, List<String>>> begun = new EnumMap<>(Kind.class);
  private final Map<Kind, Map<String, List<String>>> neighbours = new EnumMap<>(Kind.class);

  KnownWords(Connection connection, short slot, String tenant) {
    this.connection = connection;
    this.slot = slot;
    this.tenant = tenant;
  }

  /** By each beginning; one more than {@link #MOST_BEGINNING} where there are more. */
  Map<String, List<String>> beginning(Kind kind, Collection<String> beginnings)
      throws SQLException {
    String sql = "SELECT beginning, word FROM words_beginning(?, ?, ?, ?)";
    return remembered(
        begun,
        kind,
        beginnings,
        unknown -> {
          try (PreparedStatement statement = statement(sql, kind)) {
            statement.setArray(3, texts(unknown));
            statement.setInt(4, MOST_BEGINNING + 1);
            return byAsked(statement);
          }
        });
  }

  /**
   * Those that share a form with one letter left out, for each word the most alike first.
   *
   * @param forms of each word; one that has none has no neighbours and is not in the answer
   */
  Map<String, List<String>> near(Kind kind, Map<String, Set<String>> forms) throws SQLException {
    String sql =
        """
        SELECT asked.word, near.word
        FROM unnest(?, ?) AS asked (word, errors), words_with_errors(?, ?, asked.errors::bigint[], ?) AS near (word)
        """;
    List<String> words =
        forms.keySet().stream().filter(w -> !forms.getOrDefault(w, Set.of()).isEmpty()).toList();
    return remembered(
        neighbours,
        kind,
        words,
        unknown -> {
          List<String> errors =
              unknown.stream()
                  .map(
                      w ->
                          IndexEntry.array(
                              tenant, IndexEntry.errors(kind, forms.getOrDefault(w, Set.of()))))
                  .toList();
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, texts(unknown));
            statement.setArray(2, texts(errors));
            statement.setShort(3, slot);
            statement.setString(4, kind.text());
            statement.setInt(5, MOST_SHARING);
            Map<String, List<String>> near = byAsked(statement);
            near.replaceAll(KnownWords::likest);
            return near;
          }
        });
  }

  private static List<String> likest(String word, List<String> others) {
    Comparator<String> likest =
        Comparator.comparingDouble((String other) -> Typos.likeness(word, other)).reversed();
    return others.stream()
        .sorted(likest.thenComparing(Comparator.naturalOrder()))
        .limit(MOST_NEAR)
        .toList();
  }

  /** For each word the most alike by trigrams, the best first. */
  Map<String, List<String>> alike(Kind kind, Collection<String> words) throws SQLException {
    String sql =
        """
        SELECT asked.word, likest.word
        FROM unnest(?) AS asked (word), words_like(?, ?, asked.word, ?) AS likest (word)
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, texts(words));
      statement.setShort(2, slot);
      statement.setString(3, kind.text());
      statement.setInt(4, MOST_ALIKE);
      return byAsked(statement);
    }
  }

  /** Those of the words that there are. */
  Set<String> those(Kind kind, Collection<String> words) throws SQLException {
    String sql =
        """
        SELECT word FROM word
        WHERE slot = ? AND tenant = current_setting('trunkline.tenant') AND kind = ? AND word = ANY (?)
        """;
    try (PreparedStatement statement = statement(sql, kind)) {
      statement.setArray(3, texts(words));
      var there = new HashSet<String>();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        there.add(rows.getString(1));
      }
      return there;
    }
  }

  private PreparedStatement statement(String sql, Kind kind) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setShort(1, slot);
    statement.setString(2, kind.text());
    return statement;
  }

  private Array texts(Collection<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  /** Rows of what was asked for and one word of the answer. */
  private static Map<String, List<String>> byAsked(PreparedStatement statement)
      throws SQLException {
    Map<String, List<String>> words = new HashMap<>();
    ResultSet rows = statement.executeQuery();
    while (rows.next()) {
      words.computeIfAbsent(rows.getString(1), k -> new ArrayList<>()).add(rows.getString(2));
    }
    return words;
  }

  /** Looks up what was not before: the stages of one search ask for much of the same. */
  private static Map<String, List<String>> remembered(
      Map<Kind, Map<String, List<String>>> memory,
      Kind kind,
      Collection<String> asked,
      LookUp lookUp)
      throws SQLException {
    Map<String, List<String>> known = memory.computeIfAbsent(kind, k -> new HashMap<>());
    List<String> unknown =
        asked.stream().filter(one -> !known.containsKey(one)).distinct().toList();
    if (!unknown.isEmpty()) {
      Map<String, List<String>> found = lookUp.of(unknown);
      unknown.forEach(one -> known.put(one, found.getOrDefault(one, List.of())));
    }
    Map<String, List<String>> answer = new LinkedHashMap<>();
    asked.forEach(one -> answer.put(one, known.getOrDefault(one, List.of())));
    return answer;
  }

  @FunctionalInterface
  private interface LookUp {
    Map<String, List<String>> of(List<String> unknown) throws SQLException;
  }
}

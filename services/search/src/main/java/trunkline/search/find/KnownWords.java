package trunkline.search.find;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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
 * asked for then is a query of few entries.
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

  KnownWords(Connection connection, short slot, String tenant) {
    this.connection = connection;
    this.slot = slot;
    this.tenant = tenant;
  }

  /** By each beginning; one more than {@link #MOST_BEGINNING} where there are more. */
  Map<String, List<String>> beginning(Kind kind, Collection<String> beginnings)
      throws SQLException {
    String sql = "SELECT beginning, word FROM words_beginning(?, ?, ?, ?)";
    try (PreparedStatement statement = statement(sql, kind)) {
      statement.setArray(3, connection.createArrayOf("text", beginnings.toArray()));
      statement.setInt(4, MOST_BEGINNING + 1);
      Map<String, List<String>> words = new HashMap<>();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        words.computeIfAbsent(rows.getString(1), k -> new ArrayList<>()).add(rows.getString(2));
      }
      return words;
    }
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
    Map<String, List<String>> near = new LinkedHashMap<>();
    var errors = new ArrayList<String>();
    forms.forEach(
        (word, formsOfOne) -> {
          if (!formsOfOne.isEmpty()) {
            near.put(word, new ArrayList<>());
            errors.add(IndexEntry.array(tenant, IndexEntry.errors(kind, formsOfOne)));
          }
        });
    if (near.isEmpty()) {
      return near;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", near.keySet().toArray()));
      statement.setArray(2, connection.createArrayOf("text", errors.toArray()));
      statement.setShort(3, slot);
      statement.setString(4, kind.text());
      statement.setInt(5, MOST_SHARING);
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        near.computeIfAbsent(rows.getString(1), k -> new ArrayList<>()).add(rows.getString(2));
      }
    }
    near.replaceAll(KnownWords::likest);
    return near;
  }

  private static List<String> likest(String word, List<String> others) {
    Comparator<String> likest =
        Comparator.comparingDouble((String other) -> Typos.likeness(word, other)).reversed();
    return others.stream()
        .sorted(likest.thenComparing(Comparator.naturalOrder()))
        .limit(MOST_NEAR)
        .toList();
  }

  List<String> alike(Kind kind, String word) throws SQLException {
    try (PreparedStatement statement = statement("SELECT * FROM words_like(?, ?, ?, ?)", kind)) {
      statement.setString(3, word);
      statement.setInt(4, MOST_ALIKE);
      return words(statement);
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
      statement.setArray(3, connection.createArrayOf("text", words.toArray()));
      return new HashSet<>(words(statement));
    }
  }

  private PreparedStatement statement(String sql, Kind kind) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setShort(1, slot);
    statement.setString(2, kind.text());
    return statement;
  }

  private static List<String> words(PreparedStatement statement) throws SQLException {
    var words = new ArrayList<String>();
    ResultSet rows = statement.executeQuery();
    while (rows.next()) {
      words.add(rows.getString(1));
    }
    return words;
  }
}

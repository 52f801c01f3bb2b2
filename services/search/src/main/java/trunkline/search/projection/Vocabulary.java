package trunkline.search.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Keeps the distinct words of all terms: those that came with a transaction's terms, and none that
 * no term has any more. Whoever adds words shares a lock until the transaction ends; whoever
 * removes some has it alone, so that no word goes while a term is written that has it. The lock is
 * the last that a transaction takes and words are added in their order, so writers never wait in a
 * circle.
 */
final class Vocabulary {
  /** Of our own choosing; the other half of the lock's name is the slot. */
  private static final int LOCK = 1_002;

  private final TreeMap<Short, Changes> bySlot = new TreeMap<>();

  private record Changes(TreeSet<Word> come, TreeSet<Word> gone) {}

  private record Word(String tenant, Kind kind, String text) implements Comparable<Word> {
    @Override
    public int compareTo(Word other) {
      int byTenant = tenant.compareTo(other.tenant);
      int byKind = byTenant == 0 ? kind.compareTo(other.kind) : byTenant;
      return byKind == 0 ? text.compareTo(other.text) : byKind;
    }

    long entry() {
      return IndexEntry.word(kind, text).in(tenant);
    }

    String errors() {
      return IndexEntry.array(tenant, Term.errors(kind, text));
    }
  }

  private Changes of(short slot) {
    return bySlot.computeIfAbsent(slot, k -> new Changes(new TreeSet<>(), new TreeSet<>()));
  }

  /** A term was written. */
  void come(short slot, String tenant, Term term) {
    term.words().forEach(word -> of(slot).come().add(new Word(tenant, term.kind(), word)));
  }

  /** A term was removed. */
  void gone(short slot, String tenant, Kind kind, String value) {
    Term.possibleWords(kind, value).forEach(w -> of(slot).gone().add(new Word(tenant, kind, w)));
  }

  /** Brings the words up to the terms; the last that a transaction does. */
  void settle(Connection connection) throws SQLException {
    for (var slot : bySlot.entrySet()) {
      settle(connection, slot.getKey(), slot.getValue());
    }
  }

  private static void settle(Connection connection, short slot, Changes changes)
      throws SQLException {
    changes.gone().removeAll(changes.come());
    List<Word> gone = known(connection, slot, changes.gone());
    if (!gone.isEmpty() || !changes.come().isEmpty()) {
      lock(connection, slot, gone.isEmpty());
      add(connection, slot, List.copyOf(changes.come()));
      remove(connection, slot, gone);
    }
  }

  private static void lock(Connection connection, short slot, boolean shared) throws SQLException {
    String sql =
        shared ? "SELECT pg_advisory_xact_lock_shared(?, ?)" : "SELECT pg_advisory_xact_lock(?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setInt(1, LOCK);
      statement.setInt(2, slot);
      statement.execute();
    }
  }

  /** Those that there are: most of what a term could have had it did not have. */
  private static List<Word> known(Connection connection, short slot, Collection<Word> words)
      throws SQLException {
    String sql =
        """
        SELECT w.tenant, w.kind, w.word
        FROM unnest(?, ?, ?) AS given (tenant, kind, word)
        JOIN word AS w ON w.slot = ? AND w.tenant = given.tenant AND w.kind = given.kind AND w.word = given.word
        """;
    if (words.isEmpty()) {
      return List.of();
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, 1, List.copyOf(words));
      statement.setShort(4, slot);
      var known = new ArrayList<Word>();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        Kind kind = Kind.find(rows.getString(2)).orElseThrow();
        known.add(new Word(rows.getString(1), kind, rows.getString(3)));
      }
      return known;
    }
  }

  private static void add(Connection connection, short slot, List<Word> words) throws SQLException {
    String sql =
        """
        INSERT INTO word (slot, tenant, kind, word, errors)
        SELECT ?, tenant, kind, word, CAST(errors AS bigint[])
        FROM unnest(?, ?, ?, ?) WITH ORDINALITY AS given (tenant, kind, word, errors, place)
        ORDER BY place
        ON CONFLICT DO NOTHING
        """;
    if (!words.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setShort(1, slot);
        bind(statement, 2, words);
        Columns.set(statement, 5, words, Word::errors);
        statement.executeUpdate();
      }
    }
  }

  private static void remove(Connection connection, short slot, List<Word> words)
      throws SQLException {
    if (!words.isEmpty()) {
      try (PreparedStatement statement =
          connection.prepareStatement("SELECT remove_unused_words(?, ?, ?, ?, ?)")) {
        statement.setShort(1, slot);
        bind(statement, 2, words);
        Object[] entries = words.stream().map(Word::entry).toArray();
        statement.setArray(5, connection.createArrayOf("bigint", entries));
        statement.execute();
      }
    }
  }

  private static void bind(PreparedStatement statement, int first, List<Word> words)
      throws SQLException {
    Columns.set(statement, first, words, Word::tenant, w -> w.kind().text(), Word::text);
  }
}

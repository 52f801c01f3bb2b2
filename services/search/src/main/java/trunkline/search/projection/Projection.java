package trunkline.search.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import trunkline.search.projection.Document.State;

/**
 * Writes documents, their terms and references. The later version of a resource wins, whenever it
 * comes; the same event again changes nothing. Works in the caller's transaction, for all tenants.
 */
public final class Projection {
  /** One more with each release that finds by other entries: what is older is built anew. */
  public static final int SHAPE = 2;

  private static final short[] BOTH = {0, 1};

  private Projection() {}

  /** Takes events in their log's order into one slot. */
  public static void apply(Connection connection, short slot, List<Document> documents)
      throws SQLException {
    var latest =
        new TreeMap<Document.Key, Document>(); // in order: two writers must not wait for each other
    for (Document document : documents) {
      latest.merge(document.key(), document, Projection::later);
    }
    List<Document> erased = latest.values().stream().filter(Projection::isErased).toList();
    List<Document> kept = latest.values().stream().filter(d -> !isErased(d)).toList();
    planByIndex(connection);
    var vocabulary = new Vocabulary();
    write(connection, slot, kept, vocabulary);
    forget(connection, erased, vocabulary);
    vocabulary.settle(connection);
  }

  /**
   * A connection keeps the plans that it made while the tables were empty, and then to walk them
   * all looked best: filled, each batch would walk millions of rows.
   */
  private static void planByIndex(Connection connection) throws SQLException {
    String sql =
        """
        SELECT set_config(name, 'off', true)
        FROM unnest(ARRAY['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin']) AS setting (name)
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  private static Document later(Document one, Document other) {
    if (isErased(one) || isErased(other)) {
      return isErased(one) ? one : other;
    }
    return other.version() > one.version() ? other : one;
  }

  private static boolean isErased(Document document) {
    return document.state() == State.ERASED;
  }

  /**
   * Forgets resources for good, in every slot: what was kept of them goes, and no event brings them
   * back, not even when the projection is built anew.
   */
  public static void forget(Connection connection, List<Document> erased) throws SQLException {
    planByIndex(connection);
    var vocabulary = new Vocabulary();
    forget(connection, erased, vocabulary);
    vocabulary.settle(connection);
  }

  private static void forget(Connection connection, List<Document> erased, Vocabulary vocabulary)
      throws SQLException {
    for (short slot : BOTH) {
      write(connection, slot, erased, vocabulary);
    }
  }

  /** Takes over who was forgotten from one slot into another. */
  public static void rememberForgotten(Connection connection, short from, short to)
      throws SQLException {
    String sql =
        """
        INSERT INTO document (slot, tenant, id, type, service, version, state, tx, seq, event_time, moment)
        SELECT ?, tenant, id, type, service, version, state, tx, seq, event_time, moment
        FROM document WHERE slot = ? AND state = 'ERASED'
        ON CONFLICT DO NOTHING
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setShort(1, to);
      statement.setShort(2, from);
      statement.executeUpdate();
    }
  }

  private static void write(
      Connection connection, short slot, List<Document> documents, Vocabulary vocabulary)
      throws SQLException {
    if (documents.isEmpty()) {
      return;
    }
    Set<Document.Key> taken = writeDocuments(connection, slot, documents);
    if (!taken.isEmpty()) {
      removeTerms(connection, slot, taken, vocabulary);
      removeReferences(connection, slot, taken);
      List<Document> changed = documents.stream().filter(d -> taken.contains(d.key())).toList();
      writeTerms(connection, slot, changed);
      writeReferences(connection, slot, changed);
      changed.forEach(d -> d.terms().forEach(t -> vocabulary.come(slot, d.tenant(), t)));
    }
  }

  /** Which of the documents were news. */
  private static Set<Document.Key> writeDocuments(
      Connection connection, short slot, List<Document> documents) throws SQLException {
    String sql =
        """
        INSERT INTO document AS d
          (slot, tenant, id, type, service, version, state, tx, seq, event_time, moment, body)
        SELECT ?, tenant, id, type, service, CAST(version AS bigint), state, CAST(tx AS bigint), CAST(seq AS bigint),
               CAST(event_time AS timestamptz), CAST(moment AS timestamptz), CAST(nullif(body, '') AS jsonb)
        FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          AS given (tenant, id, type, service, version, state, tx, seq, event_time, moment, body)
        ON CONFLICT (slot, tenant, id, type) DO UPDATE
        SET version = EXCLUDED.version, state = EXCLUDED.state, tx = EXCLUDED.tx, seq = EXCLUDED.seq,
            event_time = EXCLUDED.event_time, moment = EXCLUDED.moment, body = EXCLUDED.body
        WHERE d.state <> 'ERASED' AND (d.version < EXCLUDED.version OR EXCLUDED.state = 'ERASED')
        RETURNING d.tenant, d.id, d.type
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setShort(1, slot);
      Columns.set(statement, 2, documents, Document::tenant, Document::id, Document::type);
      Columns.set(statement, 5, documents, Document::service, d -> Long.toString(d.version()));
      Columns.set(statement, 7, documents, d -> d.state().name());
      Columns.set(statement, 8, documents, d -> Long.toString(d.position().tx()));
      Columns.set(statement, 9, documents, d -> Long.toString(d.position().seq()));
      Columns.set(statement, 10, documents, d -> Document.sql(d.eventTime()));
      Columns.set(statement, 11, documents, d -> Document.sql(d.moment()), Document::body);
      var taken = new HashSet<Document.Key>();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        taken.add(new Document.Key(rows.getString(1), rows.getString(2), rows.getString(3)));
      }
      return taken;
    }
  }

  private static void removeTerms(
      Connection connection, short slot, Set<Document.Key> of, Vocabulary vocabulary)
      throws SQLException {
    String sql =
        """
        DELETE FROM term AS t USING unnest(?, ?, ?) AS given (tenant, id, type)
        WHERE t.slot = ? AND t.tenant = given.tenant AND t.id = given.id AND t.type = given.type
        RETURNING t.tenant, t.kind, t.value
        """;
    try (PreparedStatement statement = of(connection, sql, slot, of)) {
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        Kind kind = Kind.find(rows.getString(2)).orElseThrow();
        vocabulary.gone(slot, rows.getString(1), kind, rows.getString(3));
      }
    }
  }

  private static void removeReferences(Connection connection, short slot, Set<Document.Key> of)
      throws SQLException {
    String sql =
        """
        DELETE FROM reference AS r USING unnest(?, ?, ?) AS given (tenant, id, type)
        WHERE r.slot = ? AND r.tenant = given.tenant AND r.id = given.id AND r.type = given.type
        """;
    try (PreparedStatement statement = of(connection, sql, slot, of)) {
      statement.executeUpdate();
    }
  }

  private static PreparedStatement of(
      Connection connection, String sql, short slot, Set<Document.Key> keys) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    List<Document.Key> all = List.copyOf(keys);
    Columns.set(statement, 1, all, Document.Key::tenant, Document.Key::id, Document.Key::type);
    statement.setShort(4, slot);
    return statement;
  }

  private record Owned<T>(Document.Key key, T value) {}

  private static void writeTerms(Connection connection, short slot, List<Document> documents)
      throws SQLException {
    String sql =
        """
        INSERT INTO term (slot, tenant, id, type, kind, field, value, entries)
        SELECT ?, tenant, id, type, kind, field, value, CAST(entries AS bigint[])
        FROM unnest(?, ?, ?, ?, ?, ?, ?) AS given (tenant, id, type, kind, field, value, entries)
        """;
    var rows = new ArrayList<Owned<Term>>();
    documents.forEach(d -> d.terms().forEach(term -> rows.add(new Owned<>(d.key(), term))));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setShort(1, slot);
      Columns.set(statement, 2, rows, r -> r.key().tenant(), r -> r.key().id());
      Columns.set(statement, 4, rows, r -> r.key().type(), r -> r.value().kind().text());
      Columns.set(statement, 6, rows, r -> r.value().field(), r -> r.value().value());
      Columns.set(statement, 8, rows, r -> IndexEntry.array(r.key().tenant(), r.value().entries()));
      statement.executeUpdate();
    }
  }

  private static void writeReferences(Connection connection, short slot, List<Document> documents)
      throws SQLException {
    String sql =
        """
        INSERT INTO reference (slot, tenant, id, type, member, owner, via)
        SELECT ?, tenant, id, type, member, owner, via
        FROM unnest(?, ?, ?, ?, ?, ?) AS given (tenant, id, type, member, owner, via)
        """;
    var rows = new ArrayList<Owned<Reference>>();
    documents.forEach(d -> d.references().forEach(r -> rows.add(new Owned<>(d.key(), r))));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setShort(1, slot);
      Columns.set(statement, 2, rows, r -> r.key().tenant(), r -> r.key().id());
      Columns.set(statement, 4, rows, r -> r.key().type(), r -> r.value().member());
      Columns.set(statement, 6, rows, r -> r.value().owner(), r -> r.value().via());
      statement.executeUpdate();
    }
  }
}

package trunkline.search.find;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trunkline.search.projection.Kind;

/**
 * Finds the terms that fit a question: the same value first, then whole words, beginnings, words
 * with an error, and what is alike when there is nothing else. Goes on only while there is too
 * little. Works in the caller's transaction, for its tenant.
 */
final class Finder {
  /** What is less alike than that is another thing. */
  private static final double LEAST_LIKENESS = 0.6;

  private final Connection connection;
  private final short slot;
  private final Question question;
  private final int wanted;
  private final Set<Hit> hits = new LinkedHashSet<>();

  private Finder(Connection connection, short slot, Question question, int wanted) {
    this.connection = connection;
    this.slot = slot;
    this.question = question;
    this.wanted = wanted;
  }

  /**
   * @param wanted about how many hits are enough
   */
  static Collection<Hit> find(
      Connection connection, short slot, String tenant, Question question, int wanted)
      throws SQLException {
    var finder = new Finder(connection, slot, question, wanted);
    finder.ids();
    finder.equal();
    finder.query(question.query(tenant, Asked::words));
    finder.query(question.query(tenant, Asked::prefixes));
    finder.query(question.query(tenant, Asked::typos));
    for (Asked asked : finder.hits.isEmpty() ? question.asked() : List.<Asked>of()) {
      finder.alike(asked);
    }
    return finder.hits;
  }

  private void ids() throws SQLException {
    String sql =
        """
        SELECT id, type, 'id', 'id', id FROM document
        WHERE slot = ? AND tenant = current_setting('trunkline.tenant') AND id = ANY (?) AND state = 'LIVE'
        """;
    if (!question.ids().isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setShort(1, slot);
        statement.setArray(2, connection.createArrayOf("text", question.ids().toArray()));
        ResultSet rows = statement.executeQuery();
        while (rows.next()) {
          String id = rows.getString(1);
          hits.add(new Hit(id, rows.getString(2), Kind.ID.text(), "id", id, Closeness.EXACT, 1));
        }
      }
    }
  }

  private void equal() throws SQLException {
    String sql =
        """
        SELECT t.id, t.type, t.kind, t.field, t.value
        FROM unnest(?, ?) AS asked (kind, value)
        JOIN term AS t ON t.kind = asked.kind AND t.value = asked.value
        WHERE t.slot = ? AND t.tenant = current_setting('trunkline.tenant')
        LIMIT ?
        """;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      var kinds = new ArrayList<String>();
      var values = new ArrayList<String>();
      for (Asked asked : question.asked()) {
        kinds.add(asked.kind().text());
        values.add(asked.value());
      }
      statement.setArray(1, connection.createArrayOf("text", kinds.toArray()));
      statement.setArray(2, connection.createArrayOf("text", values.toArray()));
      statement.setShort(3, slot);
      statement.setInt(4, wanted);
      take(statement);
    }
  }

  private void query(Optional<String> query) throws SQLException {
    String sql = "SELECT * FROM terms_with_words(?, CAST(? AS tsquery), ?)";
    if (query.isPresent() && hits.size() < wanted) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setShort(1, slot);
        statement.setString(2, query.get());
        statement.setInt(3, wanted);
        take(statement);
      }
    }
  }

  private void alike(Asked asked) throws SQLException {
    String sql = "SELECT * FROM terms_like(?, ?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setShort(1, slot);
      statement.setArray(2, connection.createArrayOf("text", new String[] {asked.kind().text()}));
      statement.setString(3, asked.value());
      statement.setInt(4, wanted);
      take(statement);
    }
  }

  private void take(PreparedStatement statement) throws SQLException {
    ResultSet rows = statement.executeQuery();
    while (rows.next()) {
      String kind = rows.getString(3);
      String value = rows.getString(5);
      Asked asked = question.as(Kind.find(kind).orElseThrow());
      Closeness how = asked.closeness(value);
      double likeness = how == Closeness.FUZZY ? asked.likeness(value) : 1;
      if (likeness >= LEAST_LIKENESS) {
        hits.add(
            new Hit(
                rows.getString(1),
                rows.getString(2),
                kind,
                rows.getString(4),
                value,
                how,
                how.score(likeness)));
      }
    }
  }
}

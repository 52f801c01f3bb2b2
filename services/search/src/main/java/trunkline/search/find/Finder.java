package trunkline.search.find;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import trunkline.search.find.Query.Precision;
import trunkline.search.projection.Kind;

/**
 * Finds the terms that fit a question: the same value first, then whole words, beginnings, words
 * with an error, and what is alike when there is nothing else. Goes on only while there is too
 * little. Works in the caller's transaction, for its tenant.
 */
final class Finder {
  /** What is less alike than that is another thing. */
  private static final double LEAST_SCORE = Closeness.FUZZY.score(0.6);

  /** So many times more candidates are compared where not all of them fit. */
  private static final int MORE = 5;

  /** What an asked kind goes by, see {@link Asked}. */
  @FunctionalInterface
  private interface Stage {
    List<Query> of(Asked asked, KnownWords known) throws SQLException;
  }

  private final Connection connection;
  private final short slot;
  private final String tenant;
  private final KnownWords known;
  private final Question question;
  private final int wanted;
  private final Set<Hit> hits = new LinkedHashSet<>();

  private Finder(Connection connection, short slot, String tenant, Question question, int wanted) {
    this.connection = connection;
    this.slot = slot;
    this.tenant = tenant;
    this.known = new KnownWords(connection, slot, tenant);
    this.question = question;
    this.wanted = wanted;
  }

  /**
   * @param wanted about how many hits are enough
   */
  static Collection<Hit> find(
      Connection connection, short slot, String tenant, Question question, int wanted)
      throws SQLException {
    var finder = new Finder(connection, slot, tenant, question, wanted);
    finder.ids();
    finder.equal();
    if (finder.isNamed()) {
      return finder.hits;
    }
    finder.all((asked, known) -> asked.words());
    finder.beginnings();
    finder.all(Asked::parts);
    finder.all(Asked::errors);
    if (finder.hits.isEmpty()) {
      finder.all(Asked::alike);
    }
    return finder.hits;
  }

  /** Whoever asks for a whole number or mail address, and it is there, wants no other like it. */
  private boolean isNamed() {
    return hits.stream()
        .filter(hit -> hit.how() == Closeness.EXACT)
        .map(hit -> Kind.find(hit.kind()).orElseThrow())
        .anyMatch(kind -> kind == Kind.EMAIL || kind.form() == Kind.Form.DIGITS);
  }

  /** The queries of one stage, or none of them: no kind takes the place of another. */
  private void all(Stage stage) throws SQLException {
    if (hits.size() < wanted) {
      for (Asked asked : question.asked()) {
        int found = 0;
        for (Query query : stage.of(asked, known)) {
          if (found < wanted && query.isPossible()) {
            found += query(query);
          }
        }
      }
    }
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
      take(statement, Precision.SURE);
    }
  }

  private void beginnings() throws SQLException {
    String sql = "SELECT * FROM terms_beginning(?, ?, ?, ?)";
    for (Asked asked : hits.size() < wanted ? question.asked() : List.<Asked>of()) {
      if (asked.beginning().isPresent()) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
          statement.setShort(1, slot);
          statement.setString(2, asked.kind().text());
          statement.setString(3, asked.beginning().get());
          statement.setInt(4, wanted);
          take(statement, Precision.SURE);
        }
      }
    }
  }

  private int query(Query query) throws SQLException {
    String sql = "SELECT * FROM terms_with_entries(?, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setShort(1, slot);
      statement.setArray(2, connection.createArrayOf("text", query.sql(tenant)));
      statement.setInt(3, query.precision() == Precision.SURE ? wanted : MORE * wanted);
      return take(statement, query.precision());
    }
  }

  /** The best of what was found; how many. */
  private int take(PreparedStatement statement, Precision precision) throws SQLException {
    var found = new ArrayList<Hit>();
    ResultSet rows = statement.executeQuery();
    while (rows.next()) {
      Hit hit = hit(rows);
      boolean fits = hit.how() != Closeness.FUZZY || precision != Precision.ROUGH;
      if (fits && hit.score() >= LEAST_SCORE) {
        found.add(hit);
      }
    }
    found.sort(Comparator.comparingDouble(Hit::score).reversed());
    found.stream().limit(wanted).forEach(hits::add);
    return found.size();
  }

  private Hit hit(ResultSet row) throws SQLException {
    String kind = row.getString(3);
    String value = row.getString(5);
    Asked asked = question.as(Kind.find(kind).orElseThrow());
    Closeness how = asked.closeness(value);
    double score = how.score(how == Closeness.FUZZY ? asked.likeness(value) : 1);
    return new Hit(row.getString(1), row.getString(2), kind, row.getString(4), value, how, score);
  }
}

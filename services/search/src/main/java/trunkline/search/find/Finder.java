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
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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

  /** How a value fits what is asked for: many people have the same name. */
  private record Fit(Closeness how, double score) {}

  /** The queries of one kind in one stage, and how much they have found. */
  private static final class InTurn {
    private final Iterator<Query> queries;
    private int found;

    InTurn(List<Query> queries) {
      this.queries = queries.stream().filter(Query::isPossible).iterator();
    }

    boolean goesOn(int wanted) {
      return found < wanted && queries.hasNext();
    }

    Query next() {
      return queries.next();
    }
  }

  private final Connection connection;
  private final short slot;
  private final String tenant;
  private final KnownWords known;
  private final Question question;
  private final int wanted;
  private final Set<Hit> hits = new LinkedHashSet<>();
  private final Map<Kind, Map<String, Fit>> fits = new EnumMap<>(Kind.class);

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

  /**
   * The queries of one stage, or none of them: no kind takes the place of another. Those of all
   * kinds go to the database together, each kind's next one while too little of it is found.
   */
  private void all(Stage stage) throws SQLException {
    var going = new ArrayList<InTurn>();
    for (Asked asked : hits.size() < wanted ? question.asked() : List.<Asked>of()) {
      going.add(new InTurn(stage.of(asked, known)));
    }
    going.removeIf(inTurn -> !inTurn.goesOn(wanted));
    while (!going.isEmpty()) {
      query(going);
      going.removeIf(inTurn -> !inTurn.goesOn(wanted));
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
      statement.setArray(1, texts(question.asked().stream().map(asked -> asked.kind().text())));
      statement.setArray(2, texts(question.asked().stream().map(Asked::value)));
      statement.setShort(3, slot);
      statement.setInt(4, wanted);
      takeAll(statement);
    }
  }

  private void beginnings() throws SQLException {
    String sql =
        """
        SELECT t.* FROM unnest(?, ?) AS asked (kind, beginning), terms_beginning(?, asked.kind, asked.beginning, ?) AS t
        """;
    List<Asked> asked = question.asked().stream().filter(a -> a.beginning().isPresent()).toList();
    if (hits.size() < wanted && !asked.isEmpty()) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setArray(1, texts(asked.stream().map(one -> one.kind().text())));
        statement.setArray(2, texts(asked.stream().map(one -> one.beginning().orElseThrow())));
        statement.setShort(3, slot);
        statement.setInt(4, wanted);
        takeAll(statement);
      }
    }
  }

  private void query(List<InTurn> going) throws SQLException {
    String sql =
        """
        SELECT t.*, asked.number
        FROM unnest(?, ?) WITH ORDINALITY AS asked (entries, at_most, number),
             terms_with_entries(?, asked.entries::text[], asked.at_most) AS t
        """;
    List<Query> queries = going.stream().map(InTurn::next).toList();
    List<List<Hit>> found = new ArrayList<>();
    queries.forEach(query -> found.add(new ArrayList<>()));
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, texts(queries.stream().map(query -> query.sql(tenant))));
      statement.setArray(
          2, connection.createArrayOf("integer", queries.stream().map(this::most).toArray()));
      statement.setShort(3, slot);
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        int number = rows.getInt(6) - 1;
        Hit hit = hit(rows);
        if (hit.how() != Closeness.FUZZY || queries.get(number).precision() != Precision.ROUGH) {
          found.get(number).add(hit);
        }
      }
    }
    for (int i = 0; i < going.size(); i++) {
      going.get(i).found += take(found.get(i));
    }
  }

  private int most(Query query) {
    return query.precision() == Precision.SURE ? wanted : MORE * wanted;
  }

  private Array texts(Stream<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  private void takeAll(PreparedStatement statement) throws SQLException {
    var found = new ArrayList<Hit>();
    ResultSet rows = statement.executeQuery();
    while (rows.next()) {
      found.add(hit(rows));
    }
    take(found);
  }

  /** The best of what was found; how many there were. */
  private int take(List<Hit> found) {
    found.removeIf(hit -> hit.score() < LEAST_SCORE);
    found.sort(Comparator.comparingDouble(Hit::score).reversed());
    found.stream().limit(wanted).forEach(hits::add);
    return found.size();
  }

  private Hit hit(ResultSet row) throws SQLException {
    Kind kind = Kind.find(row.getString(3)).orElseThrow();
    String value = row.getString(5);
    Fit fit =
        fits.computeIfAbsent(kind, k -> new HashMap<>()).computeIfAbsent(value, v -> fit(kind, v));
    return new Hit(
        row.getString(1),
        row.getString(2),
        kind.text(),
        row.getString(4),
        value,
        fit.how(),
        fit.score());
  }

  private Fit fit(Kind kind, String value) {
    Asked asked = question.as(kind);
    Closeness how = asked.closeness(value);
    return new Fit(how, how.score(how == Closeness.FUZZY ? asked.likeness(value) : 1));
  }
}

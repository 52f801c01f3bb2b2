package trunkline.platform.tmf.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A list query compiled for one table.
 *
 * @param where conditions on columns and the documents; {@code TRUE} when there are none
 * @param indexable the JSON path that the inverted index can answer, when there is one and no
 *     column narrows the list already
 * @param along a table of values that already has the order, to be read in step with the resources
 *     by {@code along_id}, when there is one
 * @param orderBy ends with the id, so that pages never overlap
 */
public record SqlFilter(Sql where, Optional<String> indexable, Optional<Sql> along, Sql orderBy) {

  private static final Sql EVERYTHING = Sql.of("TRUE");

  /** The document as clients see it; the stored one is without id and href. */
  private static final String WHOLE =
      "(body || jsonb_build_object('id', id, 'href', CAST(? AS text) || id))";

  /**
   * @param columns attribute paths to generated columns
   * @param valueTables attribute paths to tables of their values
   * @param collection what every href begins with
   */
  public static SqlFilter compile(
      ListQuery query,
      Map<String, String> columns,
      Map<String, ValueTable> valueTables,
      String collection) {
    var parts = new ArrayList<Sql>();
    var indexable = new ArrayList<String>();
    var scanned = new ArrayList<String>();
    Optional<TimeLine> timeLine = TimeLine.find(query, valueTables);
    List<List<Term>> conditions = query.conditions();
    for (List<Term> condition : timeLine.map(line -> line.others(conditions)).orElse(conditions)) {
      Optional<Sql> onColumn =
          onColumn(condition, columns, collection).or(() -> onValueTable(condition, valueTables));
      if (onColumn.isPresent()) {
        parts.add(onColumn.get());
      } else if (condition.stream().allMatch(t -> t.isIndexable() && !isIdentity(t.path()))) {
        indexable.add(predicate(condition));
      } else {
        scanned.add(predicate(condition));
      }
    }
    query.filter().ifPresent(f -> scanned.add(f.predicate()));
    boolean narrowed = !parts.isEmpty() || timeLine.isPresent();
    Optional<String> index = Optional.of(indexable).filter(i -> !i.isEmpty()).map(SqlFilter::path);
    index.ifPresent(path -> parts.add(Sql.of("body @?? CAST(? AS jsonpath)", path)));
    if (!scanned.isEmpty()) {
      parts.add(scan(query, path(scanned), collection));
    }
    Sql where = parts.isEmpty() ? EVERYTHING : Sql.join(" AND ", parts);
    return new SqlFilter(
        where,
        index.filter(i -> !narrowed),
        timeLine.map(TimeLine::along),
        timeLine.map(line -> TimeLine.ORDER).orElseGet(() -> orderBy(query.sort(), columns)));
  }

  /** What is as many as the resources that match and sooner counted, when there is such a thing. */
  public Optional<Sql> countable() {
    return along.filter(table -> where.equals(EVERYTHING));
  }

  private static Sql scan(ListQuery query, String path, String collection) {
    return query.revealing().anyMatch(SqlFilter::isIdentity)
        ? Sql.of(
            "jsonb_path_exists_tz(" + WHOLE + ", CAST(? AS jsonpath), '{}', true)",
            collection,
            path)
        : Sql.of("jsonb_path_exists_tz(body, CAST(? AS jsonpath), '{}', true)", path);
  }

  private static boolean isIdentity(AttributePath path) {
    return path.text().equals("id") || path.text().equals("href");
  }

  private static String path(List<String> predicates) {
    return "$ ? (" + String.join(" && ", predicates) + ")";
  }

  private static String predicate(List<Term> condition) {
    return "(" + String.join(" || ", condition.stream().map(Term::predicate).toList()) + ")";
  }

  /** An equality on an attribute that has a column of its own. */
  private static Optional<Sql> onColumn(
      List<Term> condition, Map<String, String> columns, String collection) {
    AttributePath path = condition.getFirst().path();
    String column = path.text().equals("id") ? "id" : columns.get(path.text());
    boolean equality = isEqualityOn(path, condition);
    if (path.text().equals("href") && equality) {
      return Optional.of(
          anyOf("id", condition.stream().map(t -> idOf(t.value(), collection)).toList()));
    }
    if (column == null || !equality) {
      return Optional.empty();
    }
    return Optional.of(anyOf(column, condition.stream().map(Term::value).toList()));
  }

  /** An equality on an attribute of many values that has a table of its own. */
  private static Optional<Sql> onValueTable(
      List<Term> condition, Map<String, ValueTable> valueTables) {
    AttributePath path = condition.getFirst().path();
    ValueTable table = valueTables.get(path.text());
    if (table == null || !isEqualityOn(path, condition)) {
      return Optional.empty();
    }
    Sql match = anyOf("value", condition.stream().map(Term::value).toList());
    String ids = "id IN (SELECT id FROM %s WHERE %s)".formatted(table.name(), match.text());
    return Optional.of(new Sql(ids, match.values()));
  }

  private static boolean isEqualityOn(AttributePath path, List<Term> condition) {
    return condition.stream().allMatch(t -> t.path().equals(path) && t.operator() == Operator.EQ);
  }

  private static Sql anyOf(String column, List<String> values) {
    return values.size() == 1
        ? Sql.of(column + " = ?", values.getFirst())
        : Sql.of(column + " = ANY (?)", (Object) values.toArray(String[]::new));
  }

  /** No resource has an empty id. */
  private static String idOf(String href, String collection) {
    return href.startsWith(collection) ? href.substring(collection.length()) : "";
  }

  private static Sql orderBy(List<SortKey> keys, Map<String, String> columns) {
    var parts = new ArrayList<Sql>();
    for (SortKey key : keys) {
      String direction = key.descending() ? " DESC NULLS LAST" : " ASC NULLS LAST";
      String column = isIdentity(key.path()) ? "id" : columns.get(key.path().text());
      parts.add(
          column != null
              ? Sql.of(column + direction)
              : Sql.of(
                  "NULLIF(jsonb_path_query_first(body, CAST(? AS jsonpath)), 'null')" + direction,
                  key.path().jsonPath("$")));
    }
    parts.add(Sql.of("id"));
    return Sql.join(", ", parts);
  }
}

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
 * @param orderBy ends with the id, so that pages never overlap
 */
public record SqlFilter(Sql where, Optional<String> indexable, Sql orderBy) {

  /** The document as clients see it; the stored one is without id and href. */
  private static final String WHOLE =
      "(body || jsonb_build_object('id', id, 'href', CAST(? AS text) || id))";

  /**
   * @param columns attribute paths to generated columns
   * @param collection what every href begins with
   */
  public static SqlFilter compile(ListQuery query, Map<String, String> columns, String collection) {
    var parts = new ArrayList<Sql>();
    var indexable = new ArrayList<String>();
    var scanned = new ArrayList<String>();
    for (List<Term> condition : query.conditions()) {
      Optional<Sql> onColumn = onColumn(condition, columns, collection);
      if (onColumn.isPresent()) {
        parts.add(onColumn.get());
      } else if (condition.stream().allMatch(t -> t.isIndexable() && !isIdentity(t.path()))) {
        indexable.add(predicate(condition));
      } else {
        scanned.add(predicate(condition));
      }
    }
    query.filter().ifPresent(f -> scanned.add(f.predicate()));
    boolean narrowed = !parts.isEmpty();
    Optional<String> index = Optional.of(indexable).filter(i -> !i.isEmpty()).map(SqlFilter::path);
    index.ifPresent(path -> parts.add(Sql.of("body @?? CAST(? AS jsonpath)", path)));
    if (!scanned.isEmpty()) {
      parts.add(scan(query, path(scanned), collection));
    }
    Sql where = parts.isEmpty() ? Sql.of("TRUE") : Sql.join(" AND ", parts);
    return new SqlFilter(where, index.filter(i -> !narrowed), orderBy(query.sort(), columns));
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
    boolean equality =
        condition.stream().allMatch(t -> t.path().equals(path) && t.operator() == Operator.EQ);
    if (path.text().equals("href") && equality) {
      return Optional.of(
          anyOf("id", condition.stream().map(t -> idOf(t.value(), collection)).toList()));
    }
    if (column == null || !equality) {
      return Optional.empty();
    }
    return Optional.of(anyOf(column, condition.stream().map(Term::value).toList()));
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

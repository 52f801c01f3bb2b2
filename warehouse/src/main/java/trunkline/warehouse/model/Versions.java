package trunkline.warehouse.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The versions of things (a slowly changing dimension of type 2), made of what was told of them:
 * {@code event_time}, {@code tx}, {@code seq}, {@code is_delete} and whatever else.
 *
 * <p>The log's order (tx, seq) is the order of versions. A clock may have run backwards between two
 * events, so a version begins at the latest time that the log has reached by then.
 */
final class Versions {
  /** The columns that a model need not explain. */
  static final Map<String, String> COLUMNS = columns();

  private Versions() {}

  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("valid_from", "from when it was so");
    columns.put("valid_to", "until when; null while it still is");
    columns.put("is_current", "whether it still is");
    columns.put("is_deleted", "whether it ended by a deletion");
    return columns;
  }

  static String of(String told, List<String> by) {
    return of(told, by, "* EXCLUDE (event_time, is_delete, next_is_delete)");
  }

  /**
   * The same for an engine that knows no EXCLUDE.
   *
   * @param columns all of the table but {@code is_current} and {@code is_deleted}
   */
  static String of(String told, List<String> by, String columns) {
    return """
        WITH told AS (
        %1$s
        ),
        ordered AS (
          SELECT told.*,
                 MAX(event_time) OVER (PARTITION BY %2$s ORDER BY tx, seq
                                       ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS valid_from
          FROM told
        ),
        followed AS (
          SELECT ordered.*,
                 LEAD(valid_from) OVER (PARTITION BY %2$s ORDER BY tx, seq) AS valid_to,
                 LEAD(is_delete) OVER (PARTITION BY %2$s ORDER BY tx, seq) AS next_is_delete
          FROM ordered
        )
        SELECT %3$s,
               valid_to IS NULL AS is_current,
               COALESCE(next_is_delete, FALSE) AS is_deleted
        FROM followed
        WHERE NOT is_delete
        """
        .formatted(told, String.join(", ", by), columns);
  }

  /** What is true of all versions, as queries for the rows that break it. */
  static Map<String, String> rules(Model model, Names names, String rows) {
    String by = String.join(", ", model.header().by());
    Map<String, String> rules = new LinkedHashMap<>();
    rules.put(
        "there is one current version",
        "SELECT %1$s FROM %2$s WHERE is_current GROUP BY %1$s HAVING COUNT(*) > 1"
            .formatted(by, names.rowsOfThings(model)));
    rules.put(
        "a version ends no earlier than it begins",
        "SELECT 1 FROM %s WHERE valid_to < valid_from".formatted(rows));
    return rules;
  }

  /**
   * Two queries for one number each: every event that is no deletion has made a version, and what
   * was not deleted last is there now.
   */
  static Map<String, List<String>> reconciled(Model model, Names names) {
    String versions = "SELECT COUNT(*) FROM " + names.rowsOfThings(model);
    String last =
        "SELECT is_delete, ROW_NUMBER() OVER (PARTITION BY %s ORDER BY tx DESC, seq DESC) AS age FROM (%s) AS told"
            .formatted(String.join(", ", model.header().by()), names.told(model));
    Map<String, List<String>> reconciled = new LinkedHashMap<>();
    reconciled.put(
        "versions with events",
        List.of(
            versions,
            "SELECT COUNT(*) FROM (%s) AS told WHERE NOT is_delete".formatted(names.told(model))));
    reconciled.put(
        "what is current with events",
        List.of(
            versions + " WHERE is_current",
            "SELECT COUNT(*) FROM (%s) AS told WHERE age = 1 AND NOT is_delete".formatted(last)));
    return reconciled;
  }
}

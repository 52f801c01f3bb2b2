package trunkline.warehouse.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import trunkline.platform.json.Json;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.refusal.Refusal;

/**
 * Lets questions through and nothing else. The engine's own parser says what a text is, so a
 * comment or a strange spelling hides nothing: what it can't serialise as a SELECT is refused.
 * (DESCRIBE and SHOW are SELECTs to it; EXPLAIN is judged by what it explains.)
 *
 * <p>The engine is locked besides, but it could still read any file of a table's folder, and COPY
 * would write there.
 */
final class QueryGuard {
  private static final Pattern EXPLAIN =
      Pattern.compile("^\\s*EXPLAIN\\s+(ANALYZE\\s+)?", Pattern.CASE_INSENSITIVE);

  /** Functions that make rows from their arguments alone. Others read files, settings or SQL. */
  private static final Set<String> TABLE_FUNCTIONS =
      Set.of("range", "generate_series", "unnest", "json_each", "json_tree");

  private QueryGuard() {}

  static Question check(EmbeddedEngine engine, String sql) {
    String question = EXPLAIN.matcher(sql).replaceFirst("");
    JsonNode parsed = parse(engine, question);
    if (parsed.path("error").asBoolean()) {
      boolean isSyntax = parsed.path("error_type").asText().equals("parser");
      throw isSyntax
          ? Refusal.queryFailed(parsed.path("error_message").asText())
          : Refusal.notAQuery("this is not a query");
    }
    int statements = parsed.path("statements").size();
    if (statements != 1) {
      throw Refusal.notAQuery("these are " + statements + " statements");
    }
    checkTables(parsed);
    return new Question(parsed, sql, !question.equals(sql));
  }

  private static JsonNode parse(EmbeddedEngine engine, String question) {
    Object json =
        Objects.requireNonNull(
            engine
                .rows("SELECT CAST(json_serialize_sql(?) AS VARCHAR)", question)
                .getFirst()
                .getFirst());
    try {
      return Json.parse(json.toString());
    } catch (IllegalStateException e) {
      throw Refusal.notAQuery("this nests too deeply to be judged");
    }
  }

  private static void checkTables(JsonNode node) {
    String type = node.path("type").asText();
    if (type.equals("TABLE_FUNCTION")) {
      String function = node.path("function").path("function_name").asText();
      if (!TABLE_FUNCTIONS.contains(function.toLowerCase(Locale.ROOT))) {
        throw Refusal.notAQuery("the function " + function + " is not for reading tables");
      }
    }
    if (type.equals("BASE_TABLE") && !node.path("table_name").asText().matches("[\\w$]+")) {
      throw Refusal.notAQuery("a file is not a table");
    }
    node.forEach(QueryGuard::checkTables);
  }
}

package trunkline.warehouse.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import trunkline.platform.json.Json;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.refusal.Refusal;

/**
 * One text that is a question and nothing else, as the engine's own parser reads it.
 *
 * @param isExplain whether it asks how the engine would answer
 */
public record Question(JsonNode tree, String text, boolean isExplain) {
  /** What stands behind a FROM; schema and catalog are empty when they are not said. */
  public record TableName(String catalog, String schema, String table) {}

  /**
   * Reads a text.
   *
   * @throws Refusal when it is not one question over tables
   */
  public static Question of(EmbeddedEngine engine, String sql) {
    return QueryGuard.check(engine, sql);
  }

  /** Every table that it names, WITH's own names among them. */
  public Set<TableName> tables() {
    Set<TableName> tables = new LinkedHashSet<>();
    each(
        tree,
        node -> {
          if (node.path("type").asText().equals("BASE_TABLE")) {
            tables.add(
                new TableName(
                    text(node, "catalog_name"),
                    text(node, "schema_name"),
                    text(node, "table_name")));
          }
        });
    return tables;
  }

  /** The names that it gives to queries of its own with WITH. */
  public Set<String> namedQueries() {
    Set<String> names = new HashSet<>();
    each(
        tree,
        node -> node.path("cte_map").path("map").forEach(entry -> names.add(text(entry, "key"))));
    return names;
  }

  /** Every function that it calls, in whatever place. */
  public Set<String> functions() {
    Set<String> functions = new LinkedHashSet<>();
    each(
        tree,
        node -> {
          if (node.path("function_name").isTextual()) {
            functions.add(text(node, "function_name"));
          }
        });
    return functions;
  }

  /** What it lets itself be shown: {@code "tables"} by SHOW TABLES, for example. */
  public Set<String> shown() {
    Set<String> shown = new LinkedHashSet<>();
    each(
        tree,
        node -> {
          if (node.path("type").asText().equals("SHOW_REF") && node.path("query").isNull()) {
            shown.add(text(node, "table_name").replace("\"", ""));
          }
        });
    return shown;
  }

  /** The same question as the engine writes it: no comment, no semicolon. */
  public String plain(EmbeddedEngine engine) {
    String sql = "SELECT json_deserialize_sql(json_serialize_sql(?))";
    return Objects.requireNonNull(engine.rows(sql, text).getFirst().getFirst()).toString();
  }

  /**
   * The same with {@code '?'} in the place of each value: what it asks of the tables, and nothing
   * of whom it looked for.
   */
  public String withoutValues(EmbeddedEngine engine) {
    JsonNode shape = tree.deepCopy();
    each(shape, Question::forgetValue);
    String sql = "SELECT json_deserialize_sql(CAST(? AS JSON))";
    Object written = engine.rows(sql, Json.write(shape)).getFirst().getFirst();
    return (isExplain ? "EXPLAIN " : "") + Objects.requireNonNull(written);
  }

  /** The engine's parser calls each value of a text a literal, in whatever place it stands. */
  private static void forgetValue(JsonNode node) {
    if (node.path("literal") instanceof ObjectNode value
        && !text(value, "kind").equals("null_literal")) {
      value.put("kind", "STRING").put("text", "?");
    }
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText().toLowerCase(Locale.ROOT);
  }

  private static void each(JsonNode node, Consumer<JsonNode> visit) {
    visit.accept(node);
    node.forEach(child -> each(child, visit));
  }
}

package trunkline.warehouse.serving;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.query.Question;
import trunkline.warehouse.query.Question.TableName;
import trunkline.warehouse.refusal.Refusal;

/**
 * What a question from outside may name: the tables that its audience sees, and no function that
 * tells of the engine instead of the rows. Views of the engine tell how a view is made; {@code
 * stats} tells the greatest and least value of a file, masked and other tenants' among them; the
 * pseudonym's own function would let ids be tried out.
 */
final class Fence {
  private static final Set<String> SHOWN = Set.of("tables", "__show_tables_expanded");
  private static final Set<String> OF_THE_ENGINE =
      Set.of(
          "stats",
          "current_setting",
          "getvariable",
          "getenv",
          "current_query",
          "current_schemas",
          "in_search_path",
          "get_block_size",
          "which_secret",
          "write_log",
          "vector_type",
          "sleep_ms",
          "nextval",
          "currval",
          "setval",
          "setseed",
          Pseudonyms.FUNCTION);
  private static final Set<String> PREFIXES_OF_THE_ENGINE =
      Set.of("pg_", "duckdb_", "pragma_", "__internal", "sqlite_");

  /** A table and how it is at this moment. */
  record Found(TableIdentifier name, Table table) {}

  /** Finds the table that a name means to the audience; none when it sees no such table. */
  @FunctionalInterface
  interface Finder {
    Optional<Found> find(TableName name);
  }

  private final Finder finder;
  private final Set<String> viewsOfTheEngine;

  /**
   * @param viewsOfTheEngine names that the engine gives a meaning when nobody else does
   */
  Fence(Finder finder, Set<String> viewsOfTheEngine) {
    this.finder = finder;
    this.viewsOfTheEngine = Set.copyOf(viewsOfTheEngine);
  }

  /**
   * The tables that the question reads.
   *
   * @param seesAll whether the audience may look at plans
   */
  Map<TableIdentifier, Table> check(Question question, boolean seesAll) {
    if (question.isExplain() && !seesAll) {
      throw Refusal.notForThisRole("EXPLAIN shows files and counts of rows");
    }
    question.functions().forEach(Fence::checkFunction);
    for (String shown : question.shown()) {
      if (!SHOWN.contains(shown)) {
        throw Refusal.notAQuery("of the engine only SHOW TABLES and SHOW ALL TABLES are answered");
      }
    }
    Set<String> own = question.namedQueries();
    for (String name : own) {
      if (isOfTheEngine(name) || viewsOfTheEngine.contains(name)) {
        throw Refusal.notAQuery(
            "WITH can't call a query " + name + ", which the engine has itself");
      }
    }
    var tables = new LinkedHashMap<TableIdentifier, Table>();
    for (TableName name : question.tables()) {
      boolean isOwn =
          name.schema().isEmpty() && name.catalog().isEmpty() && own.contains(name.table());
      Optional<Found> table = finder.find(name); // also where WITH gives it a second meaning
      if (table.isEmpty() && !isOwn) {
        throw unknown(name);
      }
      table.ifPresent(found -> tables.put(found.name(), found.table()));
    }
    return tables;
  }

  private static void checkFunction(String function) {
    if (OF_THE_ENGINE.contains(function) || isOfTheEngine(function)) {
      throw Refusal.notAQuery("the function " + function + " is not for reading tables");
    }
  }

  private static boolean isOfTheEngine(String name) {
    return PREFIXES_OF_THE_ENGINE.stream().anyMatch(name::startsWith);
  }

  private static Refusal unknown(TableName name) {
    String full = name.schema().isEmpty() ? name.table() : name.schema() + "." + name.table();
    return Refusal.queryFailed(
        "there is no table %s. GET /warehouse/v1/tables lists those that there are."
            .formatted(full));
  }
}

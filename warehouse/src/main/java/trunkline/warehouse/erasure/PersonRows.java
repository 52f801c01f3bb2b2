package trunkline.warehouse.erasure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import trunkline.platform.json.Json;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineFailure;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableView;

/**
 * All rows of the lake that carry an id of a person, or of what is theirs, in any column that is
 * named as an id. Figures that count them with others are no rows of theirs.
 */
public final class PersonRows {
  /** These name an event or a request, and nothing of a person's. */
  private static final Set<String> OTHER_IDS = Set.of("event_id", "correlation_id");

  private final Lake lake;
  private final EngineSettings settings;

  public PersonRows(Lake lake, EngineSettings settings) {
    this.lake = lake;
    this.settings = settings;
  }

  /**
   * Writes them, one JSON object a line, each with its {@code table}.
   *
   * @return how many
   */
  public long write(String tenant, Collection<String> ids, OutputStream out) throws IOException {
    long lines = 0;
    try (var engine = EmbeddedEngine.open(settings)) {
      for (TableIdentifier name : lake.tables()) {
        Table table = lake.find(name).orElseThrow();
        List<String> columns = idColumns(table);
        if (!columns.isEmpty() && table.schema().findField("tenant") != null) {
          TableView.create(engine, name, table);
          lines += write(engine, name, select(name, columns, tenant, ids), out);
        }
      }
    }
    return lines;
  }

  private static List<String> idColumns(Table table) {
    return table.schema().columns().stream()
        .filter(column -> column.type().equals(Types.StringType.get()))
        .map(Types.NestedField::name)
        .filter(name -> name.endsWith("_id") && !OTHER_IDS.contains(name))
        .toList();
  }

  private static String select(
      TableIdentifier name, List<String> columns, String tenant, Collection<String> ids) {
    String anyOf =
        columns.stream()
            .map(c -> "list_contains(%s, %s)".formatted(Literal.list(ids), Literal.name(c)))
            .collect(Collectors.joining(" OR "));
    return "SELECT CAST(to_json(t) AS VARCHAR) FROM %s AS t WHERE tenant = %s AND (%s)"
        .formatted(name, Literal.text(tenant), anyOf);
  }

  private static long write(
      EmbeddedEngine engine, TableIdentifier name, String select, OutputStream out)
      throws IOException {
    long lines = 0;
    try (var statement = engine.connection().createStatement();
        ResultSet rows = statement.executeQuery(select)) {
      while (rows.next()) {
        ObjectNode line = Json.mapper().createObjectNode().put("table", name.toString());
        line.setAll((ObjectNode) Json.parse(rows.getString(1)));
        out.write((Json.write(line) + "\n").getBytes(StandardCharsets.UTF_8));
        lines++;
      }
      return lines;
    } catch (SQLException e) {
      throw new EngineFailure(e);
    }
  }
}

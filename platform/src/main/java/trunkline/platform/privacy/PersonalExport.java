package trunkline.platform.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;
import trunkline.platform.landing.EventLine;
import trunkline.platform.log.EventLog;
import trunkline.platform.log.LogEvent;
import trunkline.platform.tmf.ResourceType;

/**
 * All that this service holds on a person, one JSON object a line, each with its {@code kind}:
 * {@code resource} as it stands, {@code event} of its history, {@code read} by whom, {@code key}
 * that a caller gave it, {@code mention} in what is somebody else's, and the kinds of the service's
 * own parts. The last line says {@code end} and how many came before: without it something is
 * missing.
 */
final class PersonalExport {
  private static final String READS =
      """
      SELECT 'read' AS kind, at, subject AS reader, roles, resource_type, resource_id, masked, correlation_id
      FROM read_audit WHERE tenant = ? AND resource_id = ANY (?) ORDER BY at, correlation_id
      """;
  private static final String KEYS =
      """
      SELECT 'key' AS kind, key, resource_type, resource_id, created_at
      FROM idempotency WHERE tenant = ? AND resource_id = ANY (?) ORDER BY key
      """;
  private final Map<String, ResourceType> types;
  private final Database database;
  private final EventLog log;
  private final SubjectIndex index;
  private final EventLine.Representation representation;
  private final EventLine line;
  private final List<ErasureParticipant> participants;

  PersonalExport(
      List<ResourceType> types,
      Database database,
      EventLog log,
      SubjectIndex index,
      EventLine.Representation representation,
      EventLine line,
      List<ErasureParticipant> participants) {
    this.types = types.stream().collect(Collectors.toMap(ResourceType::name, Function.identity()));
    this.database = database;
    this.log = log;
    this.index = index;
    this.representation = representation;
    this.line = line;
    this.participants = List.copyOf(participants);
  }

  /** Writes it, holding no more than one resource's history in memory. */
  void write(String tenant, PersonRequest request, OutputStream out) throws IOException {
    var lines = new Lines(out);
    List<String> ids = request.resources().stream().map(ResourceKey::id).toList();
    for (ResourceKey resource : request.resources()) {
      writeResource(tenant, resource, lines);
    }
    for (ObjectNode row : rows(tenant, READS, ids)) {
      lines.add(row);
    }
    for (ObjectNode row : rows(tenant, KEYS, ids)) {
      lines.add(row);
    }
    for (ResourceKey resource : index.mentioning(tenant, request.subjects())) {
      writeMentions(tenant, resource, request.subjects(), lines);
    }
    for (ErasureParticipant participant : participants) {
      for (ObjectNode kept : participant.export(tenant, request.subjects())) {
        lines.add(kept.put("kind", participant.name()));
      }
    }
    lines.end();
  }

  private void writeResource(String tenant, ResourceKey resource, Lines lines) throws IOException {
    ResourceType type = types.get(resource.type());
    if (type == null) {
      return;
    }
    String sql =
        "SELECT version, updated_at, body::text FROM %s WHERE tenant = ? AND id = ANY (?)"
            .formatted(type.table());
    for (ObjectNode row : rows(tenant, sql, List.of(resource.id()))) {
      String body = row.remove("body").asText();
      row.put("kind", "resource").put("resourceType", type.name());
      row.put("retention", type.belonging().retention().name());
      row.set("resource", Json.parse(representation.of(type.name(), resource.id(), body)));
      lines.add(row);
    }
    for (LogEvent event : log.ofResources(tenant, Set.of(resource.id()))) {
      lines.add(((ObjectNode) Json.parse(line.of(event))).put("kind", "event"));
    }
  }

  /** Of what is somebody else's, the references to the person and nothing more. */
  private void writeMentions(String tenant, ResourceKey resource, Set<String> subjects, Lines lines)
      throws IOException {
    ResourceType type = types.get(resource.type());
    if (type == null) {
      return;
    }
    var seen = new ArrayList<JsonNode>();
    for (LogEvent event : log.ofResources(tenant, Set.of(resource.id()))) {
      for (JsonNode reference :
          type.belonging().references(Json.parse(event.resource()), subjects::contains)) {
        if (!seen.contains(reference)) {
          seen.add(reference);
          ObjectNode mention = resource.json().put("kind", "mention");
          mention.set("reference", reference);
          lines.add(mention);
        }
      }
    }
  }

  /** Rows as JSON objects, columns named as attributes are. */
  private List<ObjectNode> rows(String tenant, String sql, List<String> ids) {
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setArray(2, connection.createArrayOf("text", ids.toArray()));
            ResultSet rows = statement.executeQuery();
            var found = new ArrayList<ObjectNode>();
            while (rows.next()) {
              found.add(row(rows));
            }
            return found;
          }
        });
  }

  private static ObjectNode row(ResultSet row) throws SQLException {
    ResultSetMetaData about = row.getMetaData();
    ObjectNode json = Json.mapper().createObjectNode();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      json.put(attribute(about.getColumnLabel(i)), row.getString(i));
    }
    return json;
  }

  /** {@code resource_id} → {@code resourceId}. */
  private static String attribute(String column) {
    var name = new StringBuilder();
    for (String word : column.split("_")) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }

  /** Counts what it writes. */
  private static final class Lines {
    private final OutputStream out;
    private long count;

    Lines(OutputStream out) {
      this.out = out;
    }

    void add(ObjectNode object) throws IOException {
      out.write(Json.write(object).getBytes(StandardCharsets.UTF_8));
      out.write('\n');
      count++;
    }

    void end() throws IOException {
      add(Json.mapper().createObjectNode().put("kind", "end").put("lines", count));
    }
  }
}

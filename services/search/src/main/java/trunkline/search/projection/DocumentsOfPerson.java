package trunkline.search.projection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;
import trunkline.platform.privacy.ErasureParticipant;
import trunkline.platform.privacy.Forgetting;

/**
 * What the projection keeps on a person. It forgets by the instructions in the services' logs, like
 * anybody who follows them; an erasure is done here when it has come that far.
 */
public final class DocumentsOfPerson implements ErasureParticipant {
  private final Database database;

  public DocumentsOfPerson(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "searchDocument";
  }

  @Override
  public List<ObjectNode> export(String tenant, Set<String> subjects) {
    String sql =
        """
        SELECT DISTINCT type, id, service, version, body::text FROM document
        WHERE tenant = ? AND id = ANY (?) AND state = 'LIVE' ORDER BY type, id, version
        """;
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setArray(2, connection.createArrayOf("text", subjects.toArray()));
            var documents = new ArrayList<ObjectNode>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
              ObjectNode document = Json.mapper().createObjectNode();
              document.put("resourceType", rows.getString(1)).put("resourceId", rows.getString(2));
              document.put("service", rows.getString(3)).put("version", rows.getLong(4));
              document.set("resource", Json.parse(rows.getString(5)));
              documents.add(document);
            }
            return documents;
          }
        });
  }

  /** Waits a little, then refuses: the caller comes again. */
  @Override
  public int erase(String tenant, Set<String> subjects) {
    Forgetting.await(() -> export(tenant, subjects).isEmpty());
    return 0;
  }
}

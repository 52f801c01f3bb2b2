package trunkline.platform.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trunkline.platform.config.Configuration;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;
import trunkline.platform.retention.Remains;
import trunkline.platform.retention.Retention;
import trunkline.platform.service.Additions;
import trunkline.platform.service.ServiceConfig;
import trunkline.platform.service.TmfService;
import trunkline.platform.tmf.Lifecycle;
import trunkline.platform.tmf.ResourceType;

/**
 * A service with one resource of each kind: a person, what goes with them, what the law keeps, what
 * is somebody else's; and a table of its own.
 */
public final class DiaryMain {
  static final String API = "/tmf-api/diaryManagement/v4";

  private static final ResourceType PERSON =
      type("person").belongsTo("id").retention(Retention.IDENTITY).build();

  private static final ResourceType DIARY =
      type("diary")
          .belongsTo("writer.id")
          .retention(Retention.CONTRACT, Remains.of("pages").and("fact", "ink"))
          .lifecycle(
              Lifecycle.of("status")
                  .entry("open", "closed")
                  .from("open", "closed")
                  .from("closed", "open"))
          .runsIn("open")
          .build();

  private static final ResourceType LEDGER =
      type("ledger")
          .belongsTo("relatedParty.0.id")
          .retention(Retention.ACCOUNTING, Remains.of("balance.value", "entry.amount"))
          .mandatory("name", "relatedParty")
          .build();

  private static final ResourceType CLUB = type("club").build();

  private DiaryMain() {}

  private static ResourceType.Builder type(String name) {
    return ResourceType.named(name)
        .api(API)
        .table(name)
        .mandatory("name")
        .column("name", "name")
        .schema("note.schema.json");
  }

  public static TmfService start(Map<String, String> settings) {
    ServiceConfig config = Configuration.read(ServiceConfig.class, settings);
    return TmfService.start(
        "diary",
        config,
        List.of(PERSON, DIARY, LEDGER, CLUB),
        "classpath:trunkline/platform/privacy/migrations",
        parts -> new Additions(List.of(), List.of(), List.of(new Rumours(parts.database()))));
  }

  /** What people say of each other. */
  private record Rumours(Database database) implements ErasureParticipant {
    @Override
    public String name() {
      return "rumour";
    }

    @Override
    public List<ObjectNode> export(String tenant, Set<String> subjects) {
      return database.call(
          tenant,
          connection -> {
            try (var statement =
                connection.prepareStatement("SELECT said FROM rumour WHERE about = ANY (?)")) {
              statement.setArray(1, connection.createArrayOf("text", subjects.toArray()));
              var rows = statement.executeQuery();
              var said = new ArrayList<ObjectNode>();
              while (rows.next()) {
                said.add(Json.mapper().createObjectNode().put("said", rows.getString(1)));
              }
              return said;
            }
          });
    }

    @Override
    public int erase(String tenant, Set<String> subjects) {
      return database.call(
          tenant,
          connection -> {
            try (var statement =
                connection.prepareStatement("DELETE FROM rumour WHERE about = ANY (?)")) {
              statement.setArray(1, connection.createArrayOf("text", subjects.toArray()));
              return statement.executeUpdate();
            }
          });
    }
  }
}

package trunkline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.bridge.reconcile.Reconciliation;
import trunkline.bridge.source.Source;
import trunkline.platform.json.Json;

/** What the warehouse is told of a run. */
class RunNewsTest {
  @TempDir Path folder;

  /** Of the rows the first is rejected. */
  private Reconciliation migrate(Bridge bridge, int rows) {
    var lines = new ArrayList<>(List.of("1,Ann 1,ann1@example.org,dear,"));
    for (int i = 2; i <= rows; i++) {
      lines.add("%d,Ann %1$d,ann%1$d@example.org,1.00,".formatted(i));
    }
    try (Source source = People.source(People.file(folder, lines))) {
      return Migration.run(bridge.config(), People.mapping(), source, ProgressListener.SILENT);
    }
  }

  /** Every event in the landing, in the log's order. */
  private List<JsonNode> landed() throws IOException {
    var events = new ArrayList<JsonNode>();
    try (var files = Files.list(folder.resolve("landing/bridge"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".gz")).sorted().toList()) {
        try (var in =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
          in.lines().map(Json::parse).forEach(events::add);
        }
      }
    }
    return events;
  }

  @Test
  void run_isToldAtItsFirstChunkAndAtItsEnd_andNotAgain() throws Exception {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 2);
      Reconciliation account = migrate(bridge, 5);
      assertTrue(account.balanced());
      assertEquals(1, account.rejected());

      List<JsonNode> events = landed();
      assertEquals(2, events.size(), events::toString);
      JsonNode running = events.get(0).path("resource");
      assertEquals("running", running.path("status").asText());
      assertEquals(5, running.path("source").asLong());
      assertEquals(2, running.path("migrated").asLong() + running.path("rejected").asLong());
      JsonNode ended = events.get(1).path("resource");
      assertEquals("balanced", ended.path("status").asText());
      assertEquals(account.migrated(), ended.path("migrated").asLong());
      assertEquals(account.rejected(), ended.path("rejected").asLong());
      assertEquals(account.resources(), ended.path("resources").asLong());
      assertFalse(events.toString().contains("Ann"), "counts alone");
      assertEquals(events.get(0).path("resourceId"), events.get(1).path("resourceId"));
      assertTrue(events.get(0).path("tx").asLong() < events.get(1).path("tx").asLong());

      migrate(bridge, 5);
      assertEquals(2, landed().size());
    }
  }

  @Test
  void runThatDiedBeforeItsAccountWasTold_tellsItWhenItIsRunAgain() throws Exception {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      migrate(bridge, 3);
      forgetThatItWasTold(bridge);
      assertTrue(migrate(bridge, 3).nothingToDo());
      List<JsonNode> events = landed();
      assertEquals(3, events.size());
      assertEquals("balanced", events.getLast().at("/resource/status").asText());
    }
  }

  private static void forgetThatItWasTold(Bridge bridge) throws SQLException {
    try (Connection connection = bridge.connect();
        PreparedStatement statement =
            connection.prepareStatement("UPDATE run SET told_at = NULL")) {
      statement.execute();
    }
  }
}

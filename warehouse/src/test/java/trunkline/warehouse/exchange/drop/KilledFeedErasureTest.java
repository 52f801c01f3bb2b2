package trunkline.warehouse.exchange.drop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.LakeTraces;
import trunkline.warehouse.LandedEvent;
import trunkline.warehouse.LandingWriter;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.exchange.drop.FeedErasures.Went;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.model.ModelGraph;

/** An erasure of what came in files that is killed at any moment ends as one that was not. */
class KilledFeedErasureTest {
  private static final int FILES = 6;
  private static final int ROUNDS = 2;

  @TempDir Path home;
  private LandingWriter landing;
  private long seq = 1;

  @BeforeEach
  void fill() throws IOException {
    Files.createDirectories(home.resolve("drop/feeds"));
    Files.createDirectories(home.resolve("drop/incoming"));
    Files.writeString(
        home.resolve("drop/feeds/charge.yaml"),
        "files: \"charges-*\"\ncolumns: {account: VARCHAR, amount: BIGINT, note: VARCHAR}\nperson: [account]\n");
    for (int file = 0; file < FILES; file++) {
      var text = new StringBuilder("account,amount,note\n");
      for (int person = 0; person <= ROUNDS; person++) {
        text.append("a-%1$d,%2$d,said-by-%1$d\n".formatted(person, file));
        text.append("a-%1$d,none,said-by-%1$d\n".formatted(person));
      }
      Path path = Files.writeString(home.resolve("drop/incoming/charges-" + file + ".csv"), text);
      Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(60)));
    }
    landing = TestWarehouse.landing(home);
    landing.write(TestWarehouse.events(1, 1));
    refresh();
  }

  private void refresh() {
    try (Warehouse warehouse = TestWarehouse.open(home, ModelGraph.of(Map.of()))) {
      assertTrue(warehouse.refresh().isGood());
    }
  }

  private void erase(int person) {
    landing.write(List.of(LandedEvent.erasure(++seq, "a-" + person)));
  }

  private void assertErased(int... people) throws IOException {
    for (int person : people) {
      assertEquals(List.of(), LakeTraces.in(home, "said-by-" + person), "of " + person);
    }
  }

  private List<Went> receipt(int n) {
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      return warehouse.erasures().done().get(n).feeds();
    }
  }

  private static final class Killed extends RuntimeException {}

  /** As after kill -9 between the last file that goes and the commit that takes the rows. */
  @Test
  void endedBeforeTheCommit_theRestIsFoundAndTheReceiptIsWhole() throws IOException {
    try (Lake lake = Lake.open(home.resolve("lake"));
        var engine = EmbeddedEngine.open(new EngineSettings("512MB", 1, lake.spillFolder()))) {
      var drop =
          new DropFolder(
              home.resolve("drop"),
              lake,
              new EngineSettings("512MB", 1, lake.spillFolder()),
              Clock.systemUTC());
      Feed feed = drop.feeds().getFirst();
      var erasure =
          new FeedErasure(
              lake,
              engine,
              feed,
              new KeptFiles(home.resolve("drop")),
              lake.find(feed.table()).orElseThrow());
      var ids = new ErasedIds(List.of(new ErasedIds.Id(name(2), "acme", "a-0")));
      assertThrows(
          Killed.class,
          () ->
              erasure.obey(
                  ids,
                  gone -> {
                    assertEquals(Map.of(name(2), (long) FILES), gone.rows());
                    throw new Killed();
                  }));
      assertEquals(
          FILES, LakeTraces.in(home.resolve("lake"), "said-by-0").size(), "the table is as it was");
      assertEquals(List.of(), LakeTraces.in(home.resolve("drop"), "said-by-0"));
    }
    erase(0);
    refresh();
    assertErased(0);
    var table = TableIdentifier.of("landing_files", "charge");
    assertEquals(List.of(new Went(table, FILES, FILES)), receipt(0));
    erase(1);
    refresh();
    assertEquals(List.of(new Went(table, FILES, FILES)), receipt(0));
    assertEquals(List.of(new Went(table, FILES, 0)), receipt(1), "its files had gone before");
  }

  private static String name(long n) {
    return "customer-%020d-%020d".formatted(700 + n, n);
  }

  @Test
  void killedAgainAndAgain_endsWithTheRefreshThatIsNot() throws Exception {
    var random = new Random(20261126);
    for (int round = 0; round < ROUNDS; round++) {
      erase(round);
      TestWarehouse.killRefresh(home, "erasures obeyed", random.nextInt(150));
    }
    TestWarehouse.makeOld(home.resolve("lake"));
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      assertTrue(warehouse.refresh().isGood());
      assertEquals(
          ROUNDS, warehouse.erasures().done().size(), warehouse.erasures().waiting()::toString);
      assertEquals(
          FILES, TestWarehouse.number(warehouse, "SELECT COUNT(*) FROM landing_files.charge"));
    }
    assertErased(0, 1);
    for (int round = 0; round < ROUNDS; round++) {
      assertEquals(FILES, receipt(round).getFirst().rows(), "of " + round);
    }
  }
}

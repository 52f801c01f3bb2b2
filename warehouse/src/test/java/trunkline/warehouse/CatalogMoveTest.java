package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.local.postgres.Postgres;
import trunkline.platform.storage.S3Config;
import trunkline.warehouse.WarehouseConfig.CatalogConfig;
import trunkline.warehouse.refusal.Refusal;

/** A lake folder outgrows SQLite: PostgreSQL knows its tables from then on. */
class CatalogMoveTest {
  @TempDir private Path home = Path.of("");

  private LandingWriter writer = TestWarehouse.landing(home);

  @BeforeEach
  void load() {
    writer = TestWarehouse.landing(home);
    writer.write(TestWarehouse.events(1, 10));
    try (Warehouse before = TestWarehouse.open(home)) {
      before.load(line -> {});
    }
  }

  private Warehouse open(CatalogConfig catalog) {
    return Warehouse.open(
        new WarehouseConfig(
            home,
            new WarehouseConfig.Settings(
                "",
                "",
                "customer",
                1_000,
                Duration.ofSeconds(20),
                "512MB",
                1,
                2,
                1,
                Duration.ofDays(7),
                S3Config.AWS,
                catalog)));
  }

  private static CatalogConfig postgres() {
    var database = Postgres.temporary().newDatabase();
    return new CatalogConfig(database.url(), database.owner(), database.ownerPassword());
  }

  @Test
  void tables_areKnownWithAllTheyHoldAndGoOn() {
    try (Warehouse after = open(postgres())) {
      assertEquals(1, after.moveCatalog(Optional.empty()).size());
      assertEquals(10, TestWarehouse.rows(after));
      writer.write(TestWarehouse.events(11, 20));
      assertEquals(10, after.load(line -> {}).events());
      assertEquals(20, TestWarehouse.positions(after));
    }
  }

  @Test
  void movedAgain_leavesWhatHasGoneOn() {
    try (Warehouse after = open(postgres())) {
      after.moveCatalog(Optional.empty());
      writer.write(TestWarehouse.events(11, 20));
      after.load(line -> {});
      assertEquals(0, after.moveCatalog(Optional.empty()).size());
      assertEquals(20, TestWarehouse.rows(after));
    }
  }

  @Test
  void wrongPassword_isRefusedWithoutTellingIt() {
    CatalogConfig right = postgres();
    var wrong = new CatalogConfig(right.url(), right.user(), "not the password");
    var refused = assertThrows(Refusal.class, () -> open(wrong));
    assertEquals(Refusal.Code.CATALOG_UNREACHABLE, refused.code());
    assertTrue(refused.getMessage().contains(right.url()), refused.getMessage());
    assertTrue(!refused.getMessage().contains("not the password"), refused.getMessage());
  }
}

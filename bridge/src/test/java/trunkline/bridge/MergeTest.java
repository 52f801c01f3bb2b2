package trunkline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.bridge.reconcile.Reconciliation;
import trunkline.bridge.reconcile.Report;
import trunkline.bridge.source.Source;

/** Two rows that are one person become one customer; too many that look like one stay apart. */
class MergeTest {
  @TempDir Path folder;

  @Test
  void secondRowOfAPerson_findsTheFirstOnesIds() throws SQLException {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 2);
      Reconciliation account =
          migrate(
              bridge,
              "1,Ann Lee,ann@example.org,10.00,",
              "2,Bob,bob@example.org,20.00,",
              "3,ANN  LEE,ann@example.org,12.50,",
              "4,Ánn Lee ,ann@example.org,10.00,");
      assertTrue(account.balanced(), () -> new Report(account).text());
      assertEquals(2, account.migrated());
      assertEquals(2, account.merged());
      assertEquals(Map.of("name", 2L, "fee", 1L), account.mergedDiffers());
      assertEquals("22.50", account.money().getFirst().merged().toPlainString());
      assertEquals(2, platform.list("individual").size());
      assertEquals(1, bridge.ids("customer", "1", "3", "4").size());
      assertEquals(bridge.ids("billingAccount", "1"), bridge.ids("billingAccount", "3"));
    }
  }

  @Test
  void sameChunk_secondRowWaitsForTheFirst() {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      Reconciliation account =
          migrate(bridge, "1,Ann,ann@example.org,1.00,", "2,Ann,ann@example.org,1.00,");
      assertEquals(1, account.migrated());
      assertEquals(1, account.merged());
    }
  }

  @Test
  void firstRowRefused_nextOneTakesItsPlace() {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      platform.refuse(
          (resource, body) ->
              resource.equals("customer") && body.path("fee").asText().equals("1.00")
                  ? Optional.of("no")
                  : Optional.empty());
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      Reconciliation account =
          migrate(
              bridge,
              "1,Ann,ann@example.org,1.00,",
              "2,Ann,ann@example.org,2.00,",
              "3,Ann,ann@example.org,3.00,");
      assertTrue(account.balanced(), () -> new Report(account).text());
      assertEquals(1, account.rejected());
      assertEquals(1, account.partial());
      assertEquals(1, account.migrated());
      assertEquals(1, account.merged());
      assertEquals(Map.of("the platform refused the customer: no", 1L), account.rejectedBy());
    }
  }

  @Test
  void tooManyRowsThatLookLikeOne_allKept() {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 2);
      Reconciliation account =
          migrate(
              bridge,
              "1,Info,info@example.org,1.00,",
              "2,Info,info@example.org,1.00,",
              "3,Info,info@example.org,1.00,",
              "4,Info,info@example.org,1.00,");
      assertEquals(4, account.migrated());
      assertEquals(0, account.merged());
      assertEquals(4, account.braked());
    }
  }

  @Test
  void blankAmongTheMatchFields_matchesNobody() {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      Reconciliation account = migrate(bridge, "1,Ann,,1.00,", "2,Ann,,1.00,");
      assertEquals(2, account.migrated());
    }
  }

  private Reconciliation migrate(Bridge bridge, String... lines) {
    try (Source source = People.source(People.file(folder, List.of(lines)))) {
      return Migration.run(bridge.config(), People.mapping(), source, ProgressListener.SILENT);
    }
  }
}

package trunkline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.bridge.reconcile.Reconciliation;
import trunkline.bridge.reconcile.Reconciliation.Money;
import trunkline.bridge.reconcile.Report;
import trunkline.bridge.source.Source;

/** Rejected rows wait with their reasons, and come back by the same path. */
class QuarantineTest {
  private static final List<String> LINES =
      List.of(
          "1,Ann,ann@example.org,1.00,",
          "2,,nobody@example.org,2.00,",
          "3,Cid,not a mail address,three,",
          "4,Dan,dan@example.org,4.00,J",
          "5,Eve,eve@example.org,5.00,,too,many",
          "1,Ann again,other@example.org,6.00,");

  @TempDir Path folder;

  @Test
  void rejectedRows_shownWithEveryReasonAndAsTheyWere() throws IOException {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      Reconciliation account = migrate(bridge);
      assertTrue(account.balanced(), () -> new Report(account).text());
      assertEquals(1, account.migrated());
      assertEquals(4, account.rejected());
      assertEquals(1, account.excluded());
      assertEquals(
          Map.of(
              "name is blank", 1L,
              "email is not a mail address", 1L,
              "has 7 values for 5 columns", 1L,
              "has a key that another row of the source has", 1L),
          account.rejectedBy());
      assertEquals(
          PosixFilePermissions.fromString("rw-------"),
          Files.getPosixFilePermissions(bridge.quarantine()));
      List<String> file = Files.readAllLines(bridge.quarantine());
      assertEquals(5, file.size());
      assertTrue(file.get(2).contains("\"email; fee\""), file.get(2));
      assertTrue(file.get(2).contains("\"not a mail address\",\"three\""), file.get(2));
      assertTrue(file.get(3).contains("\"too,many\""), file.get(3));
    }
  }

  @Test
  void repairedRows_rejectedBecomesMigratedAndBalances() throws IOException {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      migrate(bridge);
      Path repaired =
          repair(
              bridge,
              "not a mail address",
              "cid@example.org",
              "\"three\"",
              "\"3.25\"",
              "\"too,many\"",
              "");
      Reconciliation account = comeBack(bridge, repaired);
      assertTrue(account.balanced(), () -> new Report(account).text());
      assertEquals(3, account.migrated());
      assertEquals(2, account.rejected());
      assertEquals(2, account.repaired());
      Money fee = account.money().getFirst();
      assertEquals(new BigDecimal("18.00"), fee.source());
      assertEquals(1, fee.unreadable());
      assertEquals(new BigDecimal("3.25"), fee.repaired());
      assertEquals(new BigDecimal("9.25"), fee.migrated());

      Reconciliation again = comeBack(bridge, repaired);
      assertTrue(again.balanced(), () -> new Report(again).text());
      assertEquals(3, again.migrated());
      assertEquals(
          List.of("2 rows of the file were not in quarantine any more: left alone"), again.notes());
      assertEquals(1, platform.mostWritesOfAKey());
    }
  }

  @Test
  void rowRefusedHalfWay_repairCompletesItAndDoublesNothing() throws IOException {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      platform.refuse(
          (resource, body) ->
              resource.equals("billingAccount") ? Optional.of("not today") : Optional.empty());
      Reconciliation refused = migrate(bridge);
      assertTrue(refused.balanced(), () -> new Report(refused).text());
      assertEquals(0, refused.migrated());
      assertEquals(1, refused.partial());
      List<String> file = Files.readAllLines(bridge.quarantine());
      assertTrue(
          file.stream().anyMatch(l -> l.contains("\"individual customer\"")), file::toString);

      platform.refuse((_, _) -> Optional.empty());
      Reconciliation account = comeBack(bridge, bridge.quarantine());
      assertTrue(account.balanced(), () -> new Report(account).text());
      assertEquals(1, account.migrated());
      assertEquals(
          1L,
          account.rejectedBy().get("has values beyond the last column"),
          account.rejectedBy()::toString);
      assertEquals(0, account.partial());
      assertEquals(1, platform.mostWritesOfAKey());
      assertEquals(platform.list("customer").size(), platform.list("billingAccount").size());
    }
  }

  @Test
  void repairsNotYetGivenBack_keptWhenTheFileIsWrittenAgain() throws IOException {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      migrate(bridge);
      String fresh = Files.readString(bridge.quarantine());
      String edited = fresh.replace("three", "3.00");
      Files.writeString(bridge.quarantine(), edited);
      migrate(bridge);
      assertEquals(fresh, Files.readString(bridge.quarantine()));
      assertEquals(edited, Files.readString(folder.resolve("quarantine.csv.previous")));
    }
  }

  @Test
  void nothingLeftInQuarantine_noFile() throws IOException {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      List<String> one = List.of("1,,ann@example.org,1.00,");
      migrate(bridge, one);
      Path repaired =
          Files.writeString(
              folder.resolve("repaired.csv"),
              Files.readString(bridge.quarantine()).replace("\"\",\"ann@", "\"Ann\",\"ann@"));
      assertEquals(1, comeBack(bridge, one, repaired).migrated());
      assertFalse(Files.exists(bridge.quarantine()));
    }
  }

  @Test
  void fileOfSomethingElse_refused() throws IOException {
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 10);
      Path other = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
      String message = "";
      try {
        comeBack(bridge, other);
      } catch (RuntimeException e) {
        message = String.valueOf(e.getMessage());
      }
      assertTrue(message.contains("is no quarantine file"), message);
    }
  }

  private Path repair(Bridge bridge, String... pairs) throws IOException {
    StringBuilder kept = new StringBuilder();
    for (String line : Files.readAllLines(bridge.quarantine())) {
      boolean wanted = !line.contains("nobody@") && !line.contains("Ann again");
      kept.append(wanted ? line + "\n" : "");
    }
    String text = kept.toString();
    for (int i = 0; i < pairs.length; i += 2) {
      text = text.replace(pairs[i], pairs[i + 1]);
    }
    return Files.writeString(folder.resolve("repaired.csv"), text);
  }

  private Reconciliation migrate(Bridge bridge) {
    return migrate(bridge, LINES);
  }

  private Reconciliation migrate(Bridge bridge, List<String> lines) {
    try (Source source = People.source(People.file(folder, lines))) {
      return Migration.run(bridge.config(), People.mapping(), source, ProgressListener.SILENT);
    }
  }

  private Reconciliation comeBack(Bridge bridge, Path repaired) {
    return comeBack(bridge, LINES, repaired);
  }

  private Reconciliation comeBack(Bridge bridge, List<String> lines, Path repaired) {
    try (Source source = People.source(People.file(folder, lines))) {
      return Migration.repair(
          bridge.config(), People.mapping(), source, repaired, ProgressListener.SILENT);
    }
  }
}

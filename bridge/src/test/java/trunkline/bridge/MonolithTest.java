package trunkline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.mapping.ShippedMappings;
import trunkline.bridge.mapping.SourceSpec;
import trunkline.bridge.monolith.Dirt;
import trunkline.bridge.monolith.MonolithGenerator;
import trunkline.bridge.monolith.PlantedDirt;
import trunkline.bridge.reconcile.Reconciliation;
import trunkline.bridge.reconcile.Report;
import trunkline.bridge.reconcile.Tally;
import trunkline.bridge.reconcile.Tally.Outcome;
import trunkline.bridge.source.JdbcSource;
import trunkline.bridge.source.Source;
import trunkline.local.postgres.DatabaseAccess;

/** The account of a dirty monolith is exactly what the generator has planted. */
class MonolithTest {
  private static final int CUSTOMERS = 6_000;

  @TempDir Path folder;

  @Test
  void plantedDirt_foundToTheLastRowAndCent() {
    DatabaseAccess legacy = Legacy.DATABASE;
    PlantedDirt planted = generate(legacy, 4_711);
    for (Dirt dirt : Dirt.values()) {
      assertTrue(planted.count(dirt) > 0, () -> "no " + dirt + " planted");
    }
    try (ContractPlatform platform = new ContractPlatform(0);
        Source source = open(legacy)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 1_000);
      Reconciliation account =
          Migration.run(
              bridge.config(),
              ShippedMappings.shipped("demo-monolith"),
              source,
              ProgressListener.SILENT);
      assertTrue(account.balanced(), () -> new Report(account).text());
      counts(planted, account);
      reasons(planted, account);
      money(planted, account);
      assertEquals(planted.migrated(), platform.list("customer").size());
      assertEquals(
          planted.migrated(),
          platform.list("individual").size() + platform.list("organization").size());
    }
  }

  @Test
  void dryRun_foretellsTheSame() {
    DatabaseAccess legacy = Legacy.DATABASE;
    PlantedDirt planted = generate(legacy, 5);
    try (Source source = open(legacy)) {
      Mapping mapping = ShippedMappings.shipped("demo-monolith");
      Tally tally = Profile.of(mapping, source).tally();
      assertEquals(planted.migrated(), tally.count(Outcome.MIGRATED));
      assertEquals(planted.merged(), tally.count(Outcome.MERGED));
      assertEquals(planted.rejected(), tally.count(Outcome.REJECTED));
      assertEquals(planted.excluded(), tally.count(Outcome.EXCLUDED));
      assertEquals(planted.count(Dirt.SHARED_CONTACT), tally.count(Tally.BRAKED));
    }
  }

  @Test
  void sameSeed_sameTable() throws SQLException {
    PlantedDirt planted = generate(Legacy.DATABASE, 1);
    String fingerprint = fingerprint(Legacy.DATABASE);
    assertEquals(planted, generate(Legacy.DATABASE, 1));
    assertEquals(fingerprint, fingerprint(Legacy.DATABASE));
    generate(Legacy.DATABASE, 2);
    assertNotEquals(fingerprint, fingerprint(Legacy.DATABASE));
  }

  private static void counts(PlantedDirt planted, Reconciliation account) {
    assertEquals(CUSTOMERS, account.source());
    assertEquals(planted.migrated(), account.migrated());
    assertEquals(planted.merged(), account.merged());
    assertEquals(planted.rejected(), account.rejected());
    assertEquals(planted.excluded(), account.excluded());
    assertEquals(planted.count(Dirt.SHARED_CONTACT), account.braked());
    assertEquals(0, account.partial());
  }

  private static void reasons(PlantedDirt planted, Reconciliation account) {
    assertEquals(
        Map.of(
            "belongs to another operator", planted.count(Dirt.OTHER_OPERATOR),
            "deleted in the legacy system", planted.count(Dirt.SOFT_DELETED)),
        account.excludedBy());
    assertEquals(
        Map.of(
            "familyName is blank", planted.count(Dirt.BLANK_NAME),
            "birthDate is not a date of the calendar", planted.count(Dirt.WRONG_DATE),
            "monthlyFee is not a decimal number", planted.count(Dirt.WRONG_FEE),
            "kind is a code that the mapping does not list", planted.count(Dirt.UNKNOWN_SEGMENT)),
        account.rejectedBy());
    assertEquals(
        Map.of(
            "name was encoded twice and is mended", planted.count(Dirt.MOJIBAKE),
            "phone number impossible and kept as a characteristic only",
                planted.count(Dirt.IMPOSSIBLE_PHONE)),
        account.explanations());
  }

  private static void money(PlantedDirt planted, Reconciliation account) {
    Reconciliation.Money fee = account.money().getFirst();
    assertEquals(planted.monthlyFees(Dirt.values()), fee.source());
    assertEquals(planted.monthlyFees(Dirt.EXACT_DUPLICATE, Dirt.NEAR_DUPLICATE), fee.merged());
    assertEquals(planted.monthlyFees(Dirt.OTHER_OPERATOR, Dirt.SOFT_DELETED), fee.excluded());
  }

  private static PlantedDirt generate(DatabaseAccess legacy, long seed) {
    return MonolithGenerator.generate(
        legacy.url(), legacy.owner(), legacy.ownerPassword(), CUSTOMERS, seed);
  }

  private static Source open(DatabaseAccess legacy) {
    SourceSpec.Jdbc spec = (SourceSpec.Jdbc) ShippedMappings.shipped("demo-monolith").source();
    return new JdbcSource(legacy.url(), legacy.owner(), legacy.ownerPassword(), spec.sql());
  }

  private static String fingerprint(DatabaseAccess legacy) throws SQLException {
    try (Connection connection = legacy.connectAsOwner();
        ResultSet result =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT md5(string_agg(crm_kunde::text, E'\\n' ORDER BY mandant, kdnr)) FROM crm_kunde")) {
      result.next();
      return result.getString(1);
    }
  }
}

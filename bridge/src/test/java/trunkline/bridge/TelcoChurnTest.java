package trunkline.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.mapping.ShippedMappings;
import trunkline.bridge.mapping.SourceSpec;
import trunkline.bridge.reconcile.Reconciliation;
import trunkline.bridge.reconcile.Report;
import trunkline.bridge.source.CsvSource;
import trunkline.bridge.source.Source;

/** The public sample of a telco's customers, whole. */
class TelcoChurnTest {
  private static final String FILE = "ibm-telco-churn/Telco-Customer-Churn.csv";

  @TempDir Path folder;

  @Test
  void wholeFile_everyRowAndEveryCentAccountedFor() {
    Path file = SharedData.find(FILE);
    try (ContractPlatform platform = new ContractPlatform(0)) {
      Bridge bridge = Bridge.fresh(folder, platform.uri(), 1_000);
      Reconciliation account = migrate(bridge, file);

      assertEquals(7_043, account.source());
      assertEquals(7_043, account.migrated());
      assertEquals(0, account.merged() + account.rejected() + account.excluded());
      assertEquals(
          Map.of("TotalCharges blank, taken as 0.00 because tenure is 0", 11L),
          account.explanations());
      assertEquals(new BigDecimal("456116.60"), account.money().getFirst().source());
      assertEquals(new BigDecimal("456116.60"), account.money().getFirst().migrated());
      assertTrue(account.balanced(), () -> new Report(account).text());
      assertEquals(3 * 7_043, account.resources());

      assertEquals(
          1_869, platform.list("customer").stream().filter(TelcoChurnTest::churned).count());
      assertEquals(
          new BigDecimal("456116.60"),
          platform.list("customer").stream()
              .map(TelcoChurnTest::monthly)
              .reduce(BigDecimal.ZERO, BigDecimal::add));
      secondRunHasNothingToDo(bridge, file, account, platform);
    }
  }

  private static void secondRunHasNothingToDo(
      Bridge bridge, Path file, Reconciliation first, ContractPlatform platform) {
    int calls = platform.calls();
    Reconciliation second = migrate(bridge, file);
    assertTrue(second.nothingToDo());
    assertTrue(second.balanced());
    assertEquals(first.money(), second.money());
    assertEquals(first.migrated(), second.migrated());
    assertEquals(calls, platform.calls());
  }

  @Test
  void header_recognisedAsTheSample() {
    Path file = SharedData.find(FILE);
    Mapping found =
        ShippedMappings.recognise(CsvSource.header(file, StandardCharsets.UTF_8)).orElseThrow();
    assertEquals("telco-churn", found.name());
  }

  private static Reconciliation migrate(Bridge bridge, Path file) {
    Mapping mapping = ShippedMappings.shipped("telco-churn");
    SourceSpec.Csv spec = (SourceSpec.Csv) mapping.source();
    try (Source source = new CsvSource(file, spec.dialect(), spec.key())) {
      return Migration.run(bridge.config(), mapping, source, ProgressListener.SILENT);
    }
  }

  private static boolean churned(JsonNode customer) {
    return customer.path("status").asText().equals("Closed")
        && characteristic(customer, "churned").asBoolean()
        && customer.path("validFor").hasNonNull("endDateTime");
  }

  private static BigDecimal monthly(JsonNode customer) {
    return characteristic(customer, "monthlyRecurringCharge").decimalValue();
  }

  private static JsonNode characteristic(JsonNode customer, String name) {
    for (JsonNode characteristic : customer.path("characteristic")) {
      if (characteristic.path("name").asText().equals(name)) {
        return characteristic.path("value");
      }
    }
    throw new AssertionError("no characteristic " + name);
  }
}

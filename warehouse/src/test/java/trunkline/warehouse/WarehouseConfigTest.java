package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import trunkline.platform.config.InvalidConfiguration;

class WarehouseConfigTest {
  @Test
  void nothingGiven_staysInTheHomeOfThisFolder() {
    var config = WarehouseConfig.fromEnvironment(Map.of("PATH", "/bin"));
    assertEquals(place(".trunkline/landing"), config.landing().location(""));
    assertEquals(Path.of(".trunkline/lake").toAbsolutePath(), config.lakePlace().local());
    assertEquals(
        List.of(
            "customer",
            "subscription",
            "device",
            "interaction",
            "consent",
            "ticket",
            "identification",
            "bridge",
            "customer-audit",
            "subscription-audit",
            "device-audit",
            "interaction-audit",
            "consent-audit",
            "ticket-audit",
            "identification-audit",
            "search-audit"),
        config.services());
  }

  @Test
  void homeAndOwnKeys_areRead_andOthersLeftToTheirOwners() {
    var config =
        WarehouseConfig.fromEnvironment(
            Map.of(
                "TRUNKLINE_HOME", "/state",
                "TRUNKLINE_DATABASE_POOL_SIZE", "7",
                "TRUNKLINE_WAREHOUSE_LAKE", "/lake",
                "TRUNKLINE_WAREHOUSE_SERVICES", "customer, ticket"));
    assertEquals(place("/state/landing"), config.landing().location(""));
    assertEquals(Path.of("/lake"), config.lakePlace().local());
    assertEquals(List.of("customer", "ticket"), config.services());
  }

  private static String place(String folder) {
    return Path.of(folder).toAbsolutePath().toString();
  }

  @Test
  void lakeInABucket_needsACatalogThatOutlivesTheMachine() {
    var lake = Map.of("TRUNKLINE_WAREHOUSE_LAKE", "s3://lake/prefix/");
    var refused =
        assertThrows(
            InvalidConfiguration.class, () -> WarehouseConfig.fromEnvironment(lake).lakePlace());
    assertTrue(
        String.valueOf(refused.getMessage()).contains("TRUNKLINE_WAREHOUSE_CATALOG_URL"),
        refused.getMessage());
    var whole = new HashMap<>(lake);
    whole.put("TRUNKLINE_WAREHOUSE_CATALOG_URL", "jdbc:postgresql://catalog/warehouse");
    whole.put("TRUNKLINE_WAREHOUSE_CATALOG_PASSWORD", "secret of the catalog");
    var config = WarehouseConfig.fromEnvironment(whole);
    assertEquals("s3://lake/prefix/", config.lakePlace().location());
    assertFalse(config.toString().contains("secret of the catalog"), config::toString);
  }

  @Test
  void misspelledOrImpossibleKey_isRefusedByName() {
    assertThrows(
        InvalidConfiguration.class,
        () -> WarehouseConfig.fromEnvironment(Map.of("TRUNKLINE_WAREHOUSE_LAEK", "/lake")));
    assertThrows(
        InvalidConfiguration.class,
        () ->
            WarehouseConfig.fromEnvironment(Map.of("TRUNKLINE_WAREHOUSE_EVENTS_PER_COMMIT", "0")));
    assertThrows(
        InvalidConfiguration.class,
        () -> WarehouseConfig.fromEnvironment(Map.of("TRUNKLINE_WAREHOUSE_MEMORY", "lots")));
  }
}

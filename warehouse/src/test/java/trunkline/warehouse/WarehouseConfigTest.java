package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import trunkline.platform.config.InvalidConfiguration;

class WarehouseConfigTest {
  @Test
  void nothingGiven_staysInTheHomeOfThisFolder() {
    var config = WarehouseConfig.fromEnvironment(Map.of("PATH", "/bin"));
    assertEquals(Path.of(".trunkline/landing"), config.landing());
    assertEquals(Path.of(".trunkline/lake"), config.lake());
    assertEquals(
        List.of(
            "customer",
            "subscription",
            "device",
            "interaction",
            "consent",
            "ticket",
            "identification"),
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
    assertEquals(Path.of("/state/landing"), config.landing());
    assertEquals(Path.of("/lake"), config.lake());
    assertEquals(List.of("customer", "ticket"), config.services());
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

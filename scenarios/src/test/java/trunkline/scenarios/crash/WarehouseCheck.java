package trunkline.scenarios.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import trunkline.scenarios.running.CustomerTables;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.query.QueryResult;

/** Holds the warehouse against the log that fed it. */
final class WarehouseCheck {
  private static final int ALL = 10_000_000;

  private final Warehouse warehouse;
  private final CustomerTables service;

  WarehouseCheck(Warehouse warehouse, CustomerTables service) {
    this.warehouse = warehouse;
    this.service = service;
  }

  void everyEventOnce() throws SQLException {
    assertEquals(
        service.countOfEvents(),
        Long.parseLong(
            rows("SELECT COUNT(*) FROM bronze.event WHERE service = 'customer'")
                .getFirst()
                .getFirst()));
    assertNone(
        "event id twice",
        "SELECT event_id FROM bronze.event WHERE service = 'customer' GROUP BY 1 HAVING COUNT(*) > 1");
    assertNone(
        "position twice",
        "SELECT tx, seq FROM bronze.event WHERE service = 'customer' GROUP BY 1, 2 HAVING COUNT(*) > 1");
    assertNone(
        "versions that are not 1 to n",
        """
        SELECT resource_type, resource_id FROM bronze.event WHERE service = 'customer' GROUP BY 1, 2
        HAVING MIN(version) <> 1 OR MAX(version) <> COUNT(*) OR COUNT(DISTINCT version) <> COUNT(*)
        """);
    assertSame(
        service.events(),
        "SELECT event_id, resource_type, resource_id, version, tx, seq FROM bronze.event WHERE service = 'customer'");
  }

  void currentCustomersAreThoseOfTheService() throws SQLException {
    assertSame(
        service.customers(),
        """
        SELECT customer_id, version, name, COALESCE(status_reason, '')
        FROM core.dim_customer WHERE is_current
        """);
  }

  private void assertNone(String what, String sql) {
    List<List<String>> found = rows(sql);
    assertTrue(found.isEmpty(), () -> found.size() + " × " + what + ", the first: " + found);
  }

  /** Equal as lists in order of their first column, so a row too many is seen too. */
  private void assertSame(List<List<String>> expected, String sql) {
    List<List<String>> found = rows(sql);
    assertEquals(expected.size(), found.size(), sql);
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), found.get(i), sql);
    }
  }

  private List<List<String>> rows(String sql) {
    QueryResult result = warehouse.query(sql, ALL);
    assertFalse(result.isCut(), sql);
    return result.rows().stream()
        .map(row -> row.stream().map(String::valueOf).toList())
        .sorted(Comparator.comparing(List::getFirst))
        .toList();
  }
}

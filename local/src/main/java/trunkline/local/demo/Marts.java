package trunkline.local.demo;

import java.math.BigDecimal;
import trunkline.warehouse.Warehouse;

/** What the warehouse says of one tenant's customers. */
final class Marts {
  private final Warehouse warehouse;
  private final String where;

  /** {@code tenant} is ours, from a mapping. */
  Marts(Warehouse warehouse, String tenant) {
    this.warehouse = warehouse;
    this.where = " WHERE tenant = '" + tenant + "'";
  }

  long customers() {
    return ((Number) one("SELECT COUNT(*) FROM core.dim_customer" + where + " AND is_current"))
        .longValue();
  }

  long customersInChurn() {
    return ((Number) one("SELECT CAST(SUM(customers) AS BIGINT) FROM marts.churn" + where))
        .longValue();
  }

  BigDecimal charges() {
    String sql =
        "SELECT CAST(SUM(monthly_recurring_charge) AS DECIMAL(18, 2)) FROM core.dim_customer";
    return (BigDecimal) one(sql + where + " AND is_current");
  }

  /** Rows of the source of which something has become, by the bridge's last run. */
  long settledRows() {
    String sql = "SELECT source_rows - open_rows FROM marts.migration_progress";
    return ((Number) one(sql + where + " ORDER BY told_at DESC LIMIT 1")).longValue();
  }

  private Object one(String sql) {
    Object value = warehouse.query(sql).rows().getFirst().getFirst();
    if (value == null) {
      throw new IllegalStateException("the warehouse has nothing to say to: " + sql);
    }
    return value;
  }
}

package trunkline.local.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.SQLException;
import java.util.Optional;
import trunkline.bridge.BridgeConfig;
import trunkline.bridge.Migration;
import trunkline.bridge.MigrationConfig;
import trunkline.bridge.ProgressLine;
import trunkline.bridge.load.Delivery;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.mapping.ShippedMappings;
import trunkline.bridge.mapping.SourceSpec;
import trunkline.bridge.reconcile.Reconciliation;
import trunkline.bridge.reconcile.Report;
import trunkline.bridge.source.JdbcSource;
import trunkline.local.LocalConfig;
import trunkline.local.LocalDatabase;
import trunkline.local.LocalFailure;
import trunkline.local.Machine;
import trunkline.local.identity.TokenCall;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.warehouse.RefreshReport;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.WarehouseConfig;

/**
 * The whole way of many customers: a monolith with the dirt of real ones, migrated through the bulk
 * door, landed by the log's cursor, loaded into the warehouse; and the figures held against each
 * other at every station.
 */
public final class Demo {
  private static final String MAPPING = "demo-monolith";

  private final LocalConfig machine;
  private final BridgeConfig bridge;
  private final WarehouseConfig warehouse;
  private final PrintWriter out;

  public Demo(
      LocalConfig machine, BridgeConfig bridge, WarehouseConfig warehouse, PrintWriter out) {
    this.machine = machine;
    this.bridge = bridge;
    this.warehouse = warehouse;
    this.out = out;
  }

  /** Runs against a platform that is up; true when every figure agrees. */
  public boolean run(int customers) throws IOException, InterruptedException, SQLException {
    var monolith = new Monolith(LocalDatabase.access(machine, Machine.MONOLITH));
    prepare(monolith, customers);
    Reconciliation account = migrate();
    out.println(new Report(account).text());
    new Landed(LocalDatabase.access(machine, "customer")).await();
    return compare(account) && account.balanced();
  }

  private void prepare(Monolith monolith, int customers) throws SQLException {
    Optional<Long> there = monolith.customers();
    if (there.isPresent() && there.get() != customers) {
      throw new LocalFailure(
          "this home has a monolith of %,d rows already; run with --customers %d, or set TRUNKLINE_HOME to another folder"
              .formatted(there.get(), there.get()));
    }
    if (there.isEmpty()) {
      out.printf("Making a monolith of %,d rows%n", customers);
      monolith.generate(customers);
    }
  }

  private Reconciliation migrate() {
    Mapping mapping = ShippedMappings.shipped(MAPPING);
    DatabaseAccess source = LocalDatabase.access(machine, Machine.MONOLITH);
    MigrationConfig config =
        MigrationConfig.of(
            bridge, mapping, Optional.empty(), false, Delivery.DEFAULT_CHUNK_ROWS, 0);
    if (!(mapping.source() instanceof SourceSpec.Jdbc jdbc)) {
      throw new IllegalStateException("mapping " + MAPPING + " reads a database");
    }
    var progress = new ProgressLine(out);
    try (var rows =
        new JdbcSource(source.url(), source.owner(), source.ownerPassword(), jdbc.sql())) {
      return Migration.run(config, mapping, rows, progress);
    } finally {
      progress.end();
    }
  }

  private boolean compare(Reconciliation account) throws IOException, InterruptedException {
    String tenant = account.identity().tenant();
    long served = new CustomerCount(URI.create(machine.edgeUrl()), token(tenant)).total();
    try (Warehouse opened = Warehouse.open(warehouse)) {
      RefreshReport report = opened.refresh(line -> out.println("warehouse: " + line));
      var marts = new Marts(opened, tenant);
      var figures = new Figures();
      figures.add(
          "rows of the monolith",
          "source",
          account.source(),
          "accounted for",
          account.source() - account.difference(),
          "mart migration_progress",
          marts.settledRows());
      if (served == account.migrated()) {
        // nobody has added customers by other doors, so the way can be followed to its end
        figures.add(
            "customers",
            "migrated",
            served,
            "API",
            served,
            "dim_customer",
            marts.customers(),
            "mart churn",
            marts.customersInChurn());
        figures.add(
            "monthly charges",
            "migrated",
            migratedCharges(account),
            "dim_customer",
            marts.charges());
      } else {
        figures.add(
            "customers",
            "API",
            served,
            "dim_customer",
            marts.customers(),
            "mart churn",
            marts.customersInChurn());
      }
      out.println("\nHeld against each other:");
      figures.print(out);
      out.flush();
      return report.isGood() && figures.allEqual();
    }
  }

  private String token(String tenant) {
    return new TokenCall(machine.ports().identity(), machine.identity()).token("agent", tenant);
  }

  private static BigDecimal migratedCharges(Reconciliation account) {
    return account.money().getFirst().migrated();
  }
}

package trunkline.warehouse;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trunkline.warehouse.landing.Position;

/**
 * How the warehouse stands.
 *
 * @param quarantined lines that were landed and are no events
 * @param lastRun what the models' tests said when they last ran
 */
public record WarehouseStatus(
    List<TableStatus> tables, List<Service> services, long quarantined, Optional<LastRun> lastRun) {
  /**
   * @param waiting batches that are landed and not loaded
   * @param newest time of the newest event in bronze
   */
  public record Service(String name, Position watermark, int waiting, Optional<Instant> newest) {}

  public WarehouseStatus {
    tables = List.copyOf(tables);
    services = List.copyOf(services);
  }
}

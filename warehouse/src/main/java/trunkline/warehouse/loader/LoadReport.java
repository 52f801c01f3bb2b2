package trunkline.warehouse.loader;

import java.util.List;
import java.util.Optional;
import trunkline.warehouse.landing.Position;
import trunkline.warehouse.refusal.Refusal;

/** What a load did, service by service. */
public record LoadReport(List<Service> services) {
  /**
   * @param refusal why it stopped before the landing's end; what came before it is loaded
   */
  public record Service(
      String name,
      long batches,
      long events,
      long quarantined,
      Position watermark,
      Optional<Refusal> refusal) {}

  public LoadReport {
    services = List.copyOf(services);
  }

  public long events() {
    return services.stream().mapToLong(Service::events).sum();
  }

  public boolean isComplete() {
    return services.stream().allMatch(service -> service.refusal().isEmpty());
  }
}

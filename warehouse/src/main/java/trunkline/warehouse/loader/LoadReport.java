package trunkline.warehouse.loader;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import trunkline.warehouse.landing.Position;
import trunkline.warehouse.refusal.Refusal;

/** What a load did, service by service. */
public record LoadReport(List<Service> services) {
  /**
   * @param withoutContract events by type of those types that no contract speaks of; they are
   *     loaded
   * @param refusal why it stopped before the landing's end; what came before it is loaded
   */
  public record Service(
      String name,
      long batches,
      long events,
      long quarantined,
      Map<String, Long> withoutContract,
      Position watermark,
      Optional<Refusal> refusal) {
    public Service {
      withoutContract = Map.copyOf(withoutContract);
    }
  }

  public LoadReport {
    services = List.copyOf(services);
  }

  public long events() {
    return services.stream().mapToLong(Service::events).sum();
  }

  public long quarantined() {
    return services.stream().mapToLong(Service::quarantined).sum();
  }

  public boolean isComplete() {
    return services.stream().allMatch(service -> service.refusal().isEmpty());
  }
}

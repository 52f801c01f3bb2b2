package trunkline.ticket;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import trunkline.platform.config.Configuration;
import trunkline.platform.service.Additions;
import trunkline.platform.service.ServiceParts;
import trunkline.platform.service.TmfService;
import trunkline.platform.tmf.ResourceType;
import trunkline.ticket.level.ServiceLevelsFile;

/** The ticket service: a customer's troubles and their clocks: TMF621 trouble ticket. */
public final class TicketMain {
  private TicketMain() {}

  /** Every resource that the service serves, under the built-in service levels. */
  public static List<ResourceType> types() {
    return List.of(TroubleTicket.type(ServiceLevelsFile.read(Path.of("")), Duration.ofDays(14)));
  }

  /** Starts the service from settings in dotted form; see {@link TicketConfig}. */
  public static TmfService start(Map<String, String> settings) {
    return start(Configuration.read(TicketConfig.class, settings));
  }

  private static TmfService start(TicketConfig config) {
    ResourceType type =
        TroubleTicket.type(
            ServiceLevelsFile.read(config.ticket().serviceLevels()),
            config.ticket().reopenWithin());
    return TmfService.start(
        "ticket",
        config.service(),
        List.of(type),
        "classpath:trunkline/ticket/migrations",
        parts -> additions(parts, type, config.ticket().escalationPause()));
  }

  private static Additions additions(ServiceParts parts, ResourceType type, Duration pause) {
    var worker =
        new EscalationWorker(parts.database(), parts.resources().of(type), parts.clock(), pause);
    return new Additions(List.of(), List.of(worker.started()::close));
  }

  /**
   * Runs alone, configured by the environment ({@code TRUNKLINE_…}), until the process is told to
   * end.
   */
  public static void main(String[] args) throws InterruptedException {
    TmfService service = start(Configuration.fromEnvironment(TicketConfig.class, System.getenv()));
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    Thread.currentThread().join();
  }
}

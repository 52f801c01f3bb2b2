package trunkline.interaction;

import java.util.List;
import java.util.Map;
import trunkline.platform.config.Configuration;
import trunkline.platform.service.ServiceConfig;
import trunkline.platform.service.TmfService;
import trunkline.platform.tmf.ResourceType;

/** The interaction service: every contact with a customer: TMF683 party interaction. */
public final class InteractionMain {
  private InteractionMain() {}

  /** Every resource that the service serves. */
  public static List<ResourceType> types() {
    return List.of(PartyInteraction.TYPE);
  }

  /** Starts the service from settings in dotted form; see {@link ServiceConfig}. */
  public static TmfService start(Map<String, String> settings) {
    return start(Configuration.read(ServiceConfig.class, settings));
  }

  private static TmfService start(ServiceConfig config) {
    return TmfService.start(
        "interaction", config, types(), "classpath:trunkline/interaction/migrations");
  }

  /**
   * Runs alone, configured by the environment ({@code TRUNKLINE_…}), until the process is told to
   * end.
   */
  public static void main(String[] args) throws InterruptedException {
    TmfService service = start(Configuration.fromEnvironment(ServiceConfig.class, System.getenv()));
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    Thread.currentThread().join();
  }
}

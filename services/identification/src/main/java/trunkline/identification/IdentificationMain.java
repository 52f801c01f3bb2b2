package trunkline.identification;

import java.util.List;
import java.util.Map;
import trunkline.identification.identity.DigitalIdentity;
import trunkline.identification.verification.VerificationParts;
import trunkline.platform.config.Configuration;
import trunkline.platform.service.TmfService;
import trunkline.platform.tmf.ResourceType;

/** The identification service: who a person is, by a national eID: TMF720 digital identity. */
public final class IdentificationMain {
  private IdentificationMain() {}

  /** Every resource that the service serves. */
  public static List<ResourceType> types() {
    return List.of(DigitalIdentity.TYPE);
  }

  /** Starts the service from settings in dotted form; see {@link IdentificationConfig}. */
  public static TmfService start(Map<String, String> settings) {
    return start(Configuration.read(IdentificationConfig.class, settings));
  }

  private static TmfService start(IdentificationConfig config) {
    return TmfService.start(
        "identification",
        config.service(),
        types(),
        "classpath:trunkline/identification/migrations",
        parts ->
            VerificationParts.start(
                parts, config.eid(), config.verification(), config.identifier()));
  }

  /**
   * Runs alone, configured by the environment ({@code TRUNKLINE_…}), until the process is told to
   * end.
   */
  public static void main(String[] args) throws InterruptedException {
    TmfService service =
        start(Configuration.fromEnvironment(IdentificationConfig.class, System.getenv()));
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    Thread.currentThread().join();
  }
}

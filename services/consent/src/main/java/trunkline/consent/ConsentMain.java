package trunkline.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import trunkline.consent.agreement.Agreement;
import trunkline.consent.decision.DecisionApi;
import trunkline.consent.privacy.PrivacyConfig;
import trunkline.consent.privacy.PrivacyRequests;
import trunkline.consent.profile.Profile;
import trunkline.consent.specification.Specification;
import trunkline.platform.config.Configuration;
import trunkline.platform.http.Route;
import trunkline.platform.service.Additions;
import trunkline.platform.service.ServiceParts;
import trunkline.platform.service.TmfService;
import trunkline.platform.tmf.ResourceType;

/** The consent service: what a person allows, exports and erasures: TMF644 privacy. */
public final class ConsentMain {
  private ConsentMain() {}

  /** Every resource that the service serves. */
  static List<ResourceType> types(SpecificationConfig config) {
    return List.of(
        config.seeded() ? Specification.seeded() : Specification.TYPE,
        Profile.TYPE,
        Agreement.TYPE);
  }

  /** Starts the service from settings in dotted form; see {@link ConsentConfig}. */
  public static TmfService start(Map<String, String> settings) {
    return start(Configuration.read(ConsentConfig.class, settings));
  }

  private static TmfService start(ConsentConfig config) {
    return TmfService.start(
        "consent",
        config.service(),
        types(config.specification()),
        "classpath:trunkline/consent/migrations",
        parts -> additions(parts, config.privacy()));
  }

  private static Additions additions(ServiceParts parts, PrivacyConfig config) {
    Additions requests = PrivacyRequests.of(parts, config);
    var routes = new ArrayList<Route>(requests.routes());
    routes.addAll(new DecisionApi(parts).routes());
    return new Additions(routes, requests.endings(), requests.participants());
  }

  /**
   * Runs alone, configured by the environment ({@code TRUNKLINE_…}), until the process is told to
   * end.
   */
  public static void main(String[] args) throws InterruptedException {
    TmfService service = start(Configuration.fromEnvironment(ConsentConfig.class, System.getenv()));
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    Thread.currentThread().join();
  }
}

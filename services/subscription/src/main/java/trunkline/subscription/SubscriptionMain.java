package trunkline.subscription;

import java.util.List;
import java.util.Map;
import trunkline.platform.config.Configuration;
import trunkline.platform.service.ServiceConfig;
import trunkline.platform.service.TmfService;
import trunkline.platform.tmf.ResourceType;
import trunkline.subscription.product.Product;

/** The subscription service: what a customer has: TMF637 product inventory. */
public final class SubscriptionMain {
  private SubscriptionMain() {}

  /** Every resource that the service serves. */
  public static List<ResourceType> types() {
    return List.of(Product.TYPE);
  }

  /** Starts the service from settings in dotted form; see {@link ServiceConfig}. */
  public static TmfService start(Map<String, String> settings) {
    return start(Configuration.read(ServiceConfig.class, settings));
  }

  private static TmfService start(ServiceConfig config) {
    return TmfService.start(
        "subscription", config, types(), "classpath:trunkline/subscription/migrations");
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

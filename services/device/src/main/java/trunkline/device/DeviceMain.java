package trunkline.device;

import java.util.List;
import java.util.Map;
import trunkline.device.operation.OperationApi;
import trunkline.device.resource.Resource;
import trunkline.platform.config.Configuration;
import trunkline.platform.service.Additions;
import trunkline.platform.service.ServiceConfig;
import trunkline.platform.service.TmfService;
import trunkline.platform.tmf.ResourceType;

/** The device service: SIMs, eSIM profiles, handsets and numbers: TMF639 resource inventory. */
public final class DeviceMain {
  private DeviceMain() {}

  /** Every resource that the service serves. */
  public static List<ResourceType> types() {
    return List.of(Resource.TYPE);
  }

  /** Starts the service from settings in dotted form; see {@link ServiceConfig}. */
  public static TmfService start(Map<String, String> settings) {
    return start(Configuration.read(ServiceConfig.class, settings));
  }

  private static TmfService start(ServiceConfig config) {
    return TmfService.start(
        "device",
        config,
        types(),
        "classpath:trunkline/device/migrations",
        parts -> new Additions(new OperationApi(parts).routes(), List.of()));
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

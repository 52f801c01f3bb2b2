package trunkline.customer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import trunkline.customer.account.Accounts;
import trunkline.customer.customer.Customer;
import trunkline.customer.party.Individual;
import trunkline.customer.party.Organization;
import trunkline.platform.config.Configuration;
import trunkline.platform.service.ServiceConfig;
import trunkline.platform.service.TmfService;
import trunkline.platform.tmf.ResourceType;

/** The customer information service: TMF632 party, TMF629 customer, TMF666 account. */
public final class CustomerMain {
  private CustomerMain() {}

  /** Every resource that the service serves. */
  public static List<ResourceType> types() {
    var types = new ArrayList<ResourceType>();
    types.add(Individual.TYPE);
    types.add(Organization.TYPE);
    types.add(Customer.TYPE);
    types.addAll(Accounts.TYPES);
    return List.copyOf(types);
  }

  /** Starts the service from settings in dotted form; see {@link ServiceConfig}. */
  public static TmfService start(Map<String, String> settings) {
    return start(Configuration.read(ServiceConfig.class, settings));
  }

  private static TmfService start(ServiceConfig config) {
    return TmfService.start("customer", config, types(), "classpath:trunkline/customer/migrations");
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

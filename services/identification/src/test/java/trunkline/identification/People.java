package trunkline.identification;

import java.util.List;
import java.util.Map;
import trunkline.platform.config.Configuration;
import trunkline.platform.service.ServiceConfig;
import trunkline.platform.service.TmfService;
import trunkline.platform.tmf.Lifecycle;
import trunkline.platform.tmf.ResourceType;

/**
 * What this service sees of the customer service: its log, with individuals and customers in it, as
 * the contracts' schemas describe them. A real service with a database of its own.
 */
public final class People {
  static final String INDIVIDUAL = "/tmf-api/party/v4/individual";
  static final String CUSTOMER = "/tmf-api/customerManagement/v4/customer";

  private static final List<ResourceType> TYPES =
      List.of(
          ResourceType.named("individual")
              .api("/tmf-api/party/v4")
              .table("individual")
              .schema("individual.schema.json")
              .lifecycle(
                  Lifecycle.of("status")
                      .entry("initialized", "deceaded")
                      .from("initialized", "deceaded")
                      .from("deceaded"))
              .build(),
          ResourceType.named("customer")
              .api("/tmf-api/customerManagement/v4")
              .table("customer")
              .schema("customer.schema.json")
              .build());

  private People() {}

  public static TmfService start(Map<String, String> settings) {
    return TmfService.start(
        "customer",
        Configuration.read(ServiceConfig.class, settings),
        TYPES,
        "classpath:trunkline/identification/people");
  }
}

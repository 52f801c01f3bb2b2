package trunkline.local.machine;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import trunkline.customer.CustomerMain;
import trunkline.platform.service.TmfService;

/**
 * A service of the platform.
 *
 * @param name of the service, its database and its place in the edge's routes
 * @param start starts it from settings in dotted form
 */
record ServiceRow(String name, Function<Map<String, String>, TmfService> start) {
  /** Every service, in the order of their ports. */
  static final List<ServiceRow> ALL = List.of(new ServiceRow("customer", CustomerMain::start));
}

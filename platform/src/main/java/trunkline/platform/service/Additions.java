package trunkline.platform.service;

import java.util.List;
import trunkline.platform.http.Route;

/**
 * What a service has beyond its resources.
 *
 * @param endings run in this order when the service stops, before the parts that all share
 */
public record Additions(List<Route> routes, List<Runnable> endings) {
  /** The resources are all. */
  public static final Additions NONE = new Additions(List.of(), List.of());

  public Additions {
    routes = List.copyOf(routes);
    endings = List.copyOf(endings);
  }
}

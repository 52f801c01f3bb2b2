package trunkline.platform.service;

import java.util.List;
import trunkline.platform.http.Route;
import trunkline.platform.privacy.ErasureParticipant;

/**
 * What a service has beyond its resources.
 *
 * @param endings run in this order when the service stops, before the parts that all share
 * @param participants parts that keep something on people, such as a projection
 */
public record Additions(
    List<Route> routes, List<Runnable> endings, List<ErasureParticipant> participants) {
  /** The resources are all. */
  public static final Additions NONE = new Additions(List.of(), List.of());

  public Additions {
    routes = List.copyOf(routes);
    endings = List.copyOf(endings);
    participants = List.copyOf(participants);
  }

  /** Nothing on people is kept beyond the resources. */
  public Additions(List<Route> routes, List<Runnable> endings) {
    this(routes, endings, List.of());
  }
}

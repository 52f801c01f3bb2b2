package trunkline.search;

import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refusal;

/** Every "no" of this service's own; what all services share stands in {@link KernelRefusals}. */
public final class Refusals {
  private Refusals() {}

  public static Refusal rebuildRunning() {
    return KernelRefusals.conflict(
        "rebuildRunning",
        "The projection is being rebuilt already; follow it at /search/v1/status");
  }

  public static Refusal notReadYet(String service) {
    return new Refusal(
            503,
            "notReadYet",
            "What is asked for is not known here yet",
            "The log of the service "
                + service
                + " has not been read to its end yet; repeat in a moment, or see /search/v1/status")
        .with("Retry-After", "5");
  }
}

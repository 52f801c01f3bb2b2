package trunkline.infra.policy;

import java.util.ArrayList;
import java.util.List;
import trunkline.infra.estate.Estate;
import trunkline.infra.policy.Routes.Place;

/**
 * Walks from every network and every site to every other. A pair that accounts.yaml does not name
 * must not meet; a pair that it names must, in both directions.
 */
public final class NetworkIsolation implements Policy {
  @Override
  public String promise() {
    return "no route between the worlds, between environments, or to a site that is not meant; every meant one works";
  }

  @Override
  public List<Violation> check(Estate estate) {
    var routes = new Routes(estate);
    var violations = new ArrayList<Violation>();
    for (Place from : routes.places().values()) {
      for (Place to : routes.places().values()) {
        if (!from.equals(to) && !from.name().equals("egress") && !to.name().equals("egress")) {
          judge(estate, routes, from, to, violations);
        }
      }
    }
    return violations;
  }

  private static void judge(
      Estate estate, Routes routes, Place from, Place to, List<Violation> violations) {
    boolean meant = meant(estate, from.name(), to.name()) || meant(estate, to.name(), from.name());
    Walk.path(routes, from, to)
        .ifPresentOrElse(
            path -> {
              if (!meant) {
                violations.add(
                    new Violation(
                        path.getLast(),
                        "%s reaches %s by %s"
                            .formatted(from.name(), to.name(), String.join(" → ", path))));
              }
            },
            () -> {
              if (meant) {
                violations.add(
                    new Violation(
                        "accounts.yaml",
                        "%s must reach %s but does not".formatted(from.name(), to.name())));
              }
            });
  }

  private static boolean meant(Estate estate, String site, String network) {
    var found = estate.accounts().onPremises().get(site);
    return found != null && found.reaches().contains(network);
  }
}

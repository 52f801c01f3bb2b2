package trunkline.infra.policy;

import java.util.List;
import trunkline.infra.estate.Estate;

/** One rule over the whole estate. */
public interface Policy {
  /** What holds when nothing is found, as a sentence. */
  String promise();

  /** Everything that breaks it. */
  List<Violation> check(Estate estate);

  /** Every policy there is. */
  static List<Policy> all() {
    return List.of(
        new NetworkIsolation(),
        new DataIsolation(),
        new Encryption(),
        new OnlyTheEdgeIsPublic(),
        new LeastPrivilege(),
        new Instances(),
        new Retention(),
        new Durability(),
        new Guardrails());
  }
}

package trunkline.bridge.load;

import trunkline.bridge.idmap.IdMap;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.merge.MergeGroups;
import trunkline.bridge.quarantine.Quarantine;
import trunkline.bridge.state.StateDatabase;

/** What the load of one run works with. */
public record LoadParts(
    Mapping mapping, String tenant, Run run, StateDatabase state, Delivery delivery) {
  IdMap idMap() {
    return new IdMap(run.systemId());
  }

  MergeGroups mergeGroups() {
    return new MergeGroups(run.systemId(), run.id());
  }

  Quarantine quarantine() {
    return new Quarantine(run.id());
  }

  Intents intents() {
    return new Intents(run.id());
  }
}

package trunkline.local.cli;

import java.util.HashMap;
import java.util.Map;
import trunkline.bridge.BridgeConfig;
import trunkline.local.machine.MachineConfig;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.warehouse.WarehouseConfig;

/**
 * What bridge and warehouse are told on this machine; what a person sets in the environment goes
 * before it.
 */
final class Neighbours {
  private Neighbours() {}

  static BridgeConfig bridge(MachineConfig config, Map<String, String> environment) {
    DatabaseAccess state = config.database("bridge");
    Map<String, String> told = new HashMap<>();
    told.put("TRUNKLINE_BRIDGE_PLATFORM", config.edge().toString());
    told.put("TRUNKLINE_BRIDGE_ISSUER", config.issuer());
    told.put("TRUNKLINE_BRIDGE_CLIENT_SECRET", config.clientSecret("bridge"));
    told.put("TRUNKLINE_BRIDGE_STATE_URL", state.url());
    told.put("TRUNKLINE_BRIDGE_STATE_USER", state.owner());
    told.put("TRUNKLINE_BRIDGE_STATE_PASSWORD", state.ownerPassword());
    told.put("TRUNKLINE_BRIDGE_QUARANTINE", config.folder("bridge").toString());
    told.putAll(environment);
    return BridgeConfig.fromEnvironment(told);
  }

  static WarehouseConfig warehouse(MachineConfig config, Map<String, String> environment) {
    Map<String, String> told = new HashMap<>(environment);
    told.put("TRUNKLINE_HOME", config.home().toString());
    return WarehouseConfig.fromEnvironment(told);
  }
}

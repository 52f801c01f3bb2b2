package trunkline.local.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import trunkline.bridge.BridgeConfig;
import trunkline.local.LocalConfig;
import trunkline.local.LocalFailure;
import trunkline.local.Machine;
import trunkline.local.identity.IdentityProvider;
import trunkline.local.postgres.Passwords;
import trunkline.warehouse.WarehouseConfig;

/**
 * What the programs beside the platform need to know about this machine. What the environment says
 * goes before what is here.
 */
final class Surroundings {
  private Surroundings() {}

  static BridgeConfig ofBridge(LocalConfig config, Map<String, String> environment) {
    String owner = Machine.BRIDGE + "_owner";
    String database =
        "jdbc:postgresql://127.0.0.1:" + config.ports().postgres() + "/" + Machine.BRIDGE;
    var known = new HashMap<String, String>();
    known.put("TRUNKLINE_BRIDGE_PLATFORM", config.edgeUrl());
    known.put("TRUNKLINE_BRIDGE_ISSUER", IdentityProvider.issuer(config.ports().identity()));
    known.put("TRUNKLINE_BRIDGE_CLIENT_SECRET", secret(config.identity(), "bridge"));
    known.put("TRUNKLINE_BRIDGE_STATE_URL", database);
    known.put("TRUNKLINE_BRIDGE_STATE_USER", owner);
    known.put("TRUNKLINE_BRIDGE_STATE_PASSWORD", secret(config.postgres(), owner));
    known.put("TRUNKLINE_BRIDGE_QUARANTINE", config.home().resolve("bridge").toString());
    known.putAll(environment);
    return BridgeConfig.fromEnvironment(known);
  }

  static WarehouseConfig ofWarehouse(LocalConfig config, Map<String, String> environment) {
    var known = new HashMap<>(environment);
    known.put("TRUNKLINE_HOME", config.home().toString());
    return WarehouseConfig.fromEnvironment(known);
  }

  private static String secret(Path folder, String name) {
    return Passwords.in(folder)
        .find(name)
        .orElseThrow(
            () -> new LocalFailure("nothing has run here yet; start it first: ./trunkline up"));
  }
}

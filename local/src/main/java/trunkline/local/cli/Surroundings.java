package trunkline.local.cli;

import java.util.HashMap;
import java.util.Map;
import trunkline.bridge.BridgeConfig;
import trunkline.local.LocalConfig;
import trunkline.local.LocalDatabase;
import trunkline.local.Machine;
import trunkline.local.identity.IdentityProvider;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.warehouse.WarehouseConfig;
import trunkline.warehouse.serving.ServingConfig;

/**
 * What the programs beside the platform need to know about this machine. What the environment says
 * goes before what is here.
 */
final class Surroundings {
  private Surroundings() {}

  static BridgeConfig ofBridge(LocalConfig config, Map<String, String> environment) {
    DatabaseAccess state = LocalDatabase.access(config, Machine.BRIDGE);
    var known = new HashMap<String, String>();
    known.put("TRUNKLINE_BRIDGE_PLATFORM", config.edgeUrl());
    known.put("TRUNKLINE_BRIDGE_ISSUER", IdentityProvider.issuer(config.ports().identity()));
    known.put("TRUNKLINE_BRIDGE_CLIENT_SECRET", LocalDatabase.secret(config.identity(), "bridge"));
    known.put("TRUNKLINE_BRIDGE_STATE_URL", state.url());
    known.put("TRUNKLINE_BRIDGE_STATE_USER", state.owner());
    known.put("TRUNKLINE_BRIDGE_STATE_PASSWORD", state.ownerPassword());
    known.put("TRUNKLINE_BRIDGE_QUARANTINE", config.bridge().toString());
    known.put("TRUNKLINE_BRIDGE_LANDING", config.landing().toString());
    known.putAll(environment);
    return BridgeConfig.fromEnvironment(known);
  }

  static WarehouseConfig ofWarehouse(LocalConfig config, Map<String, String> environment) {
    var known = new HashMap<>(environment);
    known.put("TRUNKLINE_HOME", config.home().toString());
    return WarehouseConfig.fromEnvironment(known);
  }

  static ServingConfig ofServing(LocalConfig config, Map<String, String> environment) {
    int port = config.ports().warehouse();
    int identity = config.ports().identity();
    var known = new HashMap<String, String>();
    known.put("TRUNKLINE_SERVING_HTTP_PORT", Integer.toString(port));
    known.put("TRUNKLINE_SERVING_HTTP_PUBLIC_URL", "http://127.0.0.1:" + port);
    known.put("TRUNKLINE_SERVING_SECURITY_ISSUER", IdentityProvider.issuer(identity));
    known.put("TRUNKLINE_SERVING_SECURITY_JWKS_URI", IdentityProvider.jwksUri(identity));
    known.put(
        "TRUNKLINE_SERVING_PSEUDONYM_KEY",
        IdentityProvider.secrets(config.keys()).of("warehouse-pseudonyms"));
    known.putAll(environment);
    return ServingConfig.fromEnvironment(known);
  }
}

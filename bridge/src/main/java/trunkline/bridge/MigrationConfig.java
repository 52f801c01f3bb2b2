package trunkline.bridge;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import trunkline.bridge.load.Delivery;
import trunkline.bridge.load.Retry;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.state.StateAccess;
import trunkline.platform.landing.LandingConfig;
import trunkline.platform.security.ClientCredentials;

/**
 * What a migration needs beside its mapping and its source.
 *
 * @param state the bridge's own database
 * @param quarantineFile where the rejected rows go, replaced at the end of each call
 * @param tenant in place of the mapping's, when given
 * @param landing where the warehouse is told how far a run is; empty: nobody is
 * @param newRun goes through the source once more, from its beginning
 */
public record MigrationConfig(
    StateAccess state,
    Delivery delivery,
    Path quarantineFile,
    Optional<LandingConfig> landing,
    InstantSource clock,
    Optional<String> tenant,
    boolean newRun) {

  /** What a configuration means for one mapping. */
  public static MigrationConfig of(
      BridgeConfig config,
      Mapping mapping,
      Optional<String> tenant,
      boolean newRun,
      int chunkRows,
      int rate) {
    String whose = tenant.orElse(mapping.tenant());
    var tokens =
        new ClientCredentials(
            URI.create(config.issuer().toString().replaceAll("/$", "") + "/token"),
            config.clientId(),
            config.secret(),
            whose,
            InstantSource.system());
    var retry = new Retry(Retry.PATIENT.first(), Retry.PATIENT.longest(), config.giveUpAfter());
    var delivery =
        new Delivery(config.platform(), tokens, retry, config.callTimeout(), chunkRows, rate);
    String file = whose + "-" + mapping.name() + "-quarantine.csv";
    return new MigrationConfig(
        new StateAccess(config.stateUrl(), config.stateUser(), config.statePassword()),
        delivery,
        config.quarantine().resolve(file),
        config.landingPlace(),
        InstantSource.system(),
        tenant,
        newRun);
  }
}

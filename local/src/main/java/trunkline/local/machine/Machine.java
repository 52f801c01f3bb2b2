package trunkline.local.machine;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import trunkline.local.edge.Edge;
import trunkline.local.identity.IdentityProvider;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;
import trunkline.local.postgres.PostgresOptions;
import trunkline.platform.service.TmfService;

/**
 * All of Trunkline in this process: PostgreSQL, the identity provider, every service, the edge.
 * Closing it ends them in reverse.
 */
public final class Machine implements AutoCloseable {
  /** Databases that no service owns: the bridge's state, and the monolith of the demonstration. */
  private static final String[] OTHER_DATABASES = {"bridge", "monolith"};

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<String, Integer> ports = new LinkedHashMap<>();

  private Machine() {}

  /**
   * Starts everything; returns when all of it answers. What was started is ended again when a part
   * can't.
   */
  public static Machine start(MachineConfig config) {
    var machine = new Machine();
    try {
      machine.startParts(config);
      return machine;
    } catch (RuntimeException e) {
      machine.close();
      throw e;
    }
  }

  private void startParts(MachineConfig config) {
    MachineConfig.Local local = config.local();
    Postgres postgres =
        with(
            Postgres.durable(
                config.folder("postgres"),
                local.postgresPort(),
                PostgresOptions.durable().stoppedByCaller()));
    with(
        IdentityProvider.start(
            local.bind(), local.identityPort(), config.folder("identity"), InstantSource.system()));
    for (String name : OTHER_DATABASES) {
      postgres.createDatabase(name);
    }
    for (ServiceRow row : ServiceRow.ALL) {
      int port = local.servicePort() + ports.size();
      TmfService service =
          row.start().apply(settings(config, postgres.createDatabase(row.name()), port));
      with(service);
      ports.put(row.name(), port);
    }
    with(Edge.start(local.bind(), local.edgePort(), ports));
  }

  private static Map<String, String> settings(
      MachineConfig config, DatabaseAccess database, int port) {
    Map<String, String> settings = new HashMap<>();
    settings.put("http.host", config.local().bind());
    settings.put("http.port", Integer.toString(port));
    settings.put("http.publicUrl", config.edge().toString());
    settings.put("database.url", database.url());
    settings.put("database.user", database.user());
    settings.put("database.password", database.password());
    settings.put("database.ownerUser", database.owner());
    settings.put("database.ownerPassword", database.ownerPassword());
    settings.put("security.issuer", config.issuer());
    settings.put("security.jwksUri", IdentityProvider.jwksUri(config.local().identityPort()));
    settings.put("landing.folder", config.folder("landing").toString());
    settings.put("landing.pause", config.local().landingPause());
    settings.put("hub.allowPrivateAddresses", "true");
    return settings;
  }

  private <T extends AutoCloseable> T with(T part) {
    parts.push(part);
    return part;
  }

  /** The port of each service. */
  public Map<String, Integer> ports() {
    return Map.copyOf(ports);
  }

  @Override
  public void close() {
    RuntimeException failed = null;
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        failed =
            failed == null
                ? new IllegalStateException(
                    part.getClass().getSimpleName() + " did not end cleanly", e)
                : failed;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}

package trunkline.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.local.edge.Edge;
import trunkline.local.identity.IdentityProvider;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Passwords;
import trunkline.local.postgres.Postgres;
import trunkline.local.postgres.PostgresOptions;

/**
 * All parts of the platform on this machine. What was started last is stopped first: no service
 * ever sees its database go. {@link #close} may be called from a shutdown hook while {@link #start}
 * runs; it then waits for it.
 */
public final class Machine implements AutoCloseable {
  /** The bridge's own database; it is a program that comes and goes, not a service. */
  public static final String BRIDGE = "bridge";

  /** The legacy database of the demonstration. */
  public static final String MONOLITH = "monolith";

  private static final Logger LOG = LoggerFactory.getLogger(Machine.class);

  private final LocalConfig config;
  private final List<ServiceRow> services;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Map<String, Integer> servicePorts = new LinkedHashMap<>();
  private final Map<String, RunningService> runningServices = new LinkedHashMap<>();
  private boolean closed;

  public Machine(LocalConfig config, List<ServiceRow> services) {
    this.config = config;
    this.services = List.copyOf(services);
    for (ServiceRow row : services) {
      servicePorts.put(row.name(), config.ports().firstService() + servicePorts.size());
    }
  }

  /** Starts every part, or none: what had started is stopped when a later one can't. */
  public synchronized void start() {
    if (closed) {
      return;
    }
    try {
      run(RunFolder.of(config).take());
      requireFreePorts();
      Postgres postgres =
          run(Postgres.durable(config.postgres(), config.ports().postgres(), postgresOptions()));
      postgres.createDatabase(BRIDGE);
      postgres.createDatabase(MONOLITH);
      run(
          IdentityProvider.start(
              "127.0.0.1", config.ports().identity(), config.identity(), InstantSource.system()));
      startServices(postgres);
      run(Edge.start(config.bindAddress(), config.ports().edge(), servicePorts));
      RunFolder.of(config).markReady();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** All at once: none needs another to start, and each mostly waits for its database. */
  private void startServices(Postgres postgres) {
    services.forEach(row -> runningServices.put(row.name(), run(prepared(row, postgres))));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> starts = new ArrayList<>();
      runningServices.values().forEach(service -> starts.add(threads.submit(service::start)));
      starts.forEach(Machine::await);
    }
  }

  private static void await(Future<?> start) {
    try {
      start.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the services started", e);
    }
  }

  private RunningService prepared(ServiceRow row, Postgres postgres) {
    int port = servicePorts.getOrDefault(row.name(), 0);
    Map<String, String> settings =
        new HashMap<>(settings(row.name(), port, postgres.createDatabase(row.name())));
    Passwords secrets = IdentityProvider.secrets(config.identity());
    row.secrets()
        .forEach(
            (setting, form) ->
                settings.put(setting, form.apply(secrets.of(row.name() + "." + setting))));
    return new RunningService(row, settings);
  }

  /**
   * One of the services, to be stopped and started while all others run.
   *
   * @throws IllegalArgumentException when none has this name
   */
  public synchronized RunningService service(String name) {
    RunningService service = runningServices.get(name);
    if (service == null) {
      throw new IllegalArgumentException(
          "no service " + name + "; there are " + runningServices.keySet());
    }
    return service;
  }

  private Map<String, String> settings(String service, int port, DatabaseAccess database) {
    String client = "service-" + service;
    return Map.ofEntries(
        Map.entry("http.port", Integer.toString(port)),
        Map.entry("http.publicUrl", config.edgeUrl()),
        Map.entry("database.url", database.url()),
        Map.entry("database.user", database.user()),
        Map.entry("database.password", database.password()),
        Map.entry("database.ownerUser", database.owner()),
        Map.entry("database.ownerPassword", database.ownerPassword()),
        Map.entry("security.issuer", IdentityProvider.issuer(config.ports().identity())),
        Map.entry("security.jwksUri", IdentityProvider.jwksUri(config.ports().identity())),
        Map.entry("security.requestsPerSecond", Integer.toString(config.requestsPerSecond())),
        Map.entry("landing.folder", config.landing().toString()),
        Map.entry("landing.pause", config.landingPause().toString()),
        Map.entry("hub.allowPrivateAddresses", "true"),
        Map.entry("hub.signingKey", IdentityProvider.secrets(config.keys()).of("hub-" + service)),
        Map.entry("peers.url", config.edgeUrl()),
        Map.entry("peers.tokenUrl", IdentityProvider.tokenUrl(config.ports().identity())),
        Map.entry("peers.clientId", client),
        Map.entry("peers.clientSecret", LocalDatabase.secret(config.identity(), client)));
  }

  /** The hook of whoever runs this closes PostgreSQL after the services. */
  private PostgresOptions postgresOptions() {
    return PostgresOptions.durable()
        .withSharedBuffersMegabytes(config.sharedBuffersMegabytes())
        .stoppedByCaller();
  }

  private <P extends AutoCloseable> P run(P part) {
    running.push(part);
    return part;
  }

  /**
   * Before anything is started. PostgreSQL sees to its own: a killed run may have left it there.
   */
  private void requireFreePorts() {
    requireFree(config.ports().edge(), "TRUNKLINE_PORTS_EDGE");
    requireFree(config.ports().identity(), "TRUNKLINE_PORTS_IDENTITY");
    servicePorts.values().forEach(port -> requireFree(port, "TRUNKLINE_PORTS_FIRST_SERVICE"));
  }

  private static void requireFree(int port, String variable) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new LocalFailure(
          "port "
              + port
              + " is taken by another program; stop that one or choose another port with "
              + variable
              + ".",
          e);
    }
  }

  /** Where each part listens, for a person. */
  public Map<String, String> addresses() {
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("edge", config.edgeUrl());
    servicePorts.forEach((name, port) -> addresses.put(name, "http://127.0.0.1:" + port));
    addresses.put("identity", IdentityProvider.issuer(config.ports().identity()));
    addresses.put("postgresql", "127.0.0.1:" + config.ports().postgres());
    return addresses;
  }

  /** Whether there is anything to stop. */
  public synchronized boolean runs() {
    return !running.isEmpty();
  }

  /** Stops everything, also when a part does not stop as it should; a second call does nothing. */
  @Override
  public synchronized void close() {
    closed = true;
    while (!running.isEmpty()) {
      AutoCloseable part = running.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.error("{} did not stop cleanly", part.getClass().getSimpleName(), e);
      }
    }
  }
}

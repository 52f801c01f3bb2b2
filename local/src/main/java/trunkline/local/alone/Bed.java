package trunkline.local.alone;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trunkline.local.ServiceRow;
import trunkline.local.identity.IdentityProvider;
import trunkline.local.identity.TokenCall;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Passwords;
import trunkline.local.postgres.Postgres;
import trunkline.local.postgres.PostgresOptions;
import trunkline.platform.config.Configuration;
import trunkline.platform.storage.FolderTree;

/**
 * What a service needs when it runs alone, to be measured or trained: a durable PostgreSQL
 * (checksums and fsync on) and an issuer. All of it goes when it is closed.
 */
public final class Bed implements AutoCloseable {
  public static final String TENANT = "demo";

  private final Path folder;
  private final Postgres postgres;
  private final int issuerPort;
  private final IdentityProvider issuer;

  public Bed() throws IOException {
    folder = Files.createTempDirectory("trunkline-bench");
    // PostgreSQL, which doesn't run as root, must be able to pass through
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    postgres = Postgres.durable(folder.resolve("postgres"), freePort(), PostgresOptions.durable());
    issuerPort = freePort();
    issuer =
        IdentityProvider.start(
            "127.0.0.1", issuerPort, folder.resolve("identity"), InstantSource.system());
  }

  /** Where passing files of a measurement may lie. */
  public Path folder() {
    return folder;
  }

  public DatabaseAccess database(String service) {
    return postgres.createDatabase(service);
  }

  /** Starts a service alone, as it was built, on a database of its own; waits until it is ready. */
  public ServiceProcess start(ServiceRow row, String... flags)
      throws IOException, InterruptedException {
    return start(row, Program.built(row.name()).command(List.of(flags)));
  }

  /** The same by a command line of the caller's. */
  public ServiceProcess start(ServiceRow row, List<String> command)
      throws IOException, InterruptedException {
    int port = freePort();
    Map<String, String> environment = new HashMap<>(settings(row.name(), port));
    Passwords secrets = IdentityProvider.secrets(folder.resolve("identity"));
    row.secrets()
        .forEach(
            (setting, form) ->
                environment.put(
                    Configuration.environmentName(setting), form.apply(secrets.of(setting))));
    return ServiceProcess.start(command, port, environment, folder.resolve(row.name() + ".log"));
  }

  private Map<String, String> settings(String service, int port) {
    DatabaseAccess database = database(service);
    String url = "http://127.0.0.1:" + port;
    String client = "service-" + service;
    return Map.ofEntries(
        Map.entry("TRUNKLINE_HTTP_PORT", Integer.toString(port)),
        Map.entry("TRUNKLINE_HTTP_PUBLIC_URL", url),
        Map.entry("TRUNKLINE_DATABASE_URL", database.url()),
        Map.entry("TRUNKLINE_DATABASE_USER", database.user()),
        Map.entry("TRUNKLINE_DATABASE_PASSWORD", database.password()),
        Map.entry("TRUNKLINE_DATABASE_OWNER_USER", database.owner()),
        Map.entry("TRUNKLINE_DATABASE_OWNER_PASSWORD", database.ownerPassword()),
        Map.entry("TRUNKLINE_SECURITY_ISSUER", IdentityProvider.issuer(issuerPort)),
        Map.entry("TRUNKLINE_SECURITY_JWKS_URI", IdentityProvider.jwksUri(issuerPort)),
        Map.entry("TRUNKLINE_LANDING_FOLDER", folder.resolve("landing").toString()),
        Map.entry("TRUNKLINE_PEERS_URL", url),
        Map.entry("TRUNKLINE_PEERS_TOKEN_URL", IdentityProvider.tokenUrl(issuerPort)),
        Map.entry("TRUNKLINE_PEERS_CLIENT_ID", client),
        Map.entry(
            "TRUNKLINE_PEERS_CLIENT_SECRET",
            IdentityProvider.secrets(folder.resolve("identity")).of(client)),
        Map.entry("TRUNKLINE_HUB_SIGNING_KEY", "signs nothing while it is measured"));
  }

  /** A token of the bridge, which may read and write. */
  public String token() {
    return new TokenCall(issuerPort, folder.resolve("identity")).token("bridge", TENANT);
  }

  /** A port that nobody listens on. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    issuer.close();
    postgres.close();
    FolderTree.delete(folder);
  }
}

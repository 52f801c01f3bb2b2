package trunkline.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;
import trunkline.platform.security.Scope;
import trunkline.platform.service.TmfService;

/**
 * A service started as it is in production, on a real database of its own, listening on a free
 * port. Whatever it answers to a client of this is held against its OpenAPI document.
 */
public final class ServiceUnderTest implements AutoCloseable {
  private static final String[] EVERYTHING = {
    "tmf:read",
    "tmf:write",
    "tmf:admin",
    "pii:read",
    "bulk:write",
    "audit:read",
    "events:read",
    "privacy:write",
    "privacy:execute",
    "consent:ask",
    "identity:verify",
    "identity:approve"
  };

  private final Map<String, String> settings;
  private final DatabaseAccess database;
  private final Function<Map<String, String>, TmfService> main;
  private TmfService service;
  private @Nullable AnswerCheck answers;

  private ServiceUnderTest(
      Map<String, String> settings,
      DatabaseAccess database,
      Function<Map<String, String>, TmfService> main) {
    this.settings = settings;
    this.database = database;
    this.main = main;
    this.service = main.apply(settings);
  }

  /** {@code extra} settings are names and values in turn. */
  public static ServiceUnderTest start(
      Function<Map<String, String>, TmfService> main, String... extra) {
    DatabaseAccess database = Postgres.temporary().newDatabase();
    Map<String, String> settings = new HashMap<>();
    int port = freePort();
    settings.put("http.port", Integer.toString(port));
    settings.put("http.publicUrl", "http://127.0.0.1:" + port);
    settings.put("database.url", database.url());
    settings.put("database.user", database.user());
    settings.put("database.password", database.password());
    settings.put("database.ownerUser", database.owner());
    settings.put("database.ownerPassword", database.ownerPassword());
    settings.put("security.issuer", Issuer.NAME);
    settings.put("security.jwksUri", Issuer.shared().jwksUri().toString());
    settings.put("landing.folder", temporaryFolder().toString());
    settings.put("landing.pause", "PT0.1S");
    settings.put("hub.allowPrivateAddresses", "true");
    settings.put("hub.signingKey", "the signing key of a service under test");
    settings.put("peers.url", "http://127.0.0.1:" + port);
    settings.put("peers.tokenUrl", Issuer.shared().tokenUrl().toString());
    settings.put("peers.clientId", "service-under-test");
    settings.put("peers.clientSecret", "secret");
    for (int i = 0; i < extra.length; i += 2) {
      settings.put(extra[i], extra[i + 1]);
    }
    return new ServiceUnderTest(settings, database, main);
  }

  public String base() {
    return "http://127.0.0.1:" + service.port();
  }

  /** A client that may do everything in a tenant. */
  public Client client(String tenant) {
    return client(tenant, EVERYTHING);
  }

  public Client client(String tenant, String... scopes) {
    return new Client(base(), Issuer.shared().token(tenant, scopes), answers()::check);
  }

  /** A client without a token. */
  public Client stranger() {
    return new Client(base(), "", answers()::check);
  }

  public String name() {
    return service.name();
  }

  /** What the service says of itself. */
  public ApiDocument document() {
    return ApiDocument.of(service.openApi());
  }

  /** Every answer that a client of this service gets is held against the service's description. */
  public synchronized AnswerCheck answers() {
    if (answers == null) {
      answers = new AnswerCheck(document());
    }
    return answers;
  }

  /** Every route as a line: method, path, scope. */
  public List<String> routes() {
    return service.routes().stream()
        .map(
            r ->
                "%-6s %s %s"
                    .formatted(
                        r.method().text(), r.path(), r.scope().map(Scope::text).orElse("open")))
        .sorted()
        .toList();
  }

  /** What it was started with, for another process of the same service. */
  public Map<String, String> settings() {
    return Map.copyOf(settings);
  }

  public DatabaseAccess database() {
    return database;
  }

  public Path landing() {
    return Path.of(settings.getOrDefault("landing.folder", ""));
  }

  /** Ends the service and starts it again on the same database, as a deployment does. */
  public void restart() {
    service.close();
    service = main.apply(settings);
  }

  /** The same with a setting changed. */
  public void restart(String setting, String value) {
    settings.put(setting, value);
    restart();
  }

  @Override
  public void close() {
    service.close();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("landing");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

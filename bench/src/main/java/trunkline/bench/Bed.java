package trunkline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import trunkline.customer.CustomerMain;
import trunkline.local.identity.IdentityProvider;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;
import trunkline.local.postgres.PostgresOptions;
import trunkline.platform.json.Json;

/**
 * What a measurement stands on: a durable PostgreSQL (checksums and fsync on), an issuer, and the
 * customer service as it runs on Fargate, in a process of its own. All of it goes when it is
 * closed.
 */
final class Bed implements AutoCloseable {
  static final String TENANT = "demo";

  private final Path folder;
  private final Postgres postgres;
  private final IdentityProvider issuer;
  private final Process service;
  private final DatabaseAccess database;
  private final int port;
  private final String token;

  Bed() throws IOException, InterruptedException {
    folder = Files.createTempDirectory("trunkline-bench");
    // PostgreSQL, which doesn't run as root, must be able to pass through
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    postgres = Postgres.durable(folder.resolve("postgres"), freePort(), PostgresOptions.durable());
    database = postgres.createDatabase("customer");
    int issuerPort = freePort();
    issuer =
        IdentityProvider.start(
            "127.0.0.1", issuerPort, folder.resolve("identity"), InstantSource.system());
    port = freePort();
    service = service(issuerPort).start();
    awaitReady();
    token = token(issuerPort);
  }

  private ProcessBuilder service(int issuerPort) {
    var builder =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                CustomerMain.class.getName())
            .inheritIO();
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("TRUNKLINE_"));
    environment.put("TRUNKLINE_HTTP_PORT", Integer.toString(port));
    environment.put("TRUNKLINE_HTTP_PUBLIC_URL", "http://127.0.0.1:" + port);
    environment.put("TRUNKLINE_DATABASE_URL", database.url());
    environment.put("TRUNKLINE_DATABASE_USER", database.user());
    environment.put("TRUNKLINE_DATABASE_PASSWORD", database.password());
    environment.put("TRUNKLINE_DATABASE_OWNER_USER", database.owner());
    environment.put("TRUNKLINE_DATABASE_OWNER_PASSWORD", database.ownerPassword());
    environment.put("TRUNKLINE_SECURITY_ISSUER", IdentityProvider.issuer(issuerPort));
    environment.put("TRUNKLINE_SECURITY_JWKS_URI", IdentityProvider.jwksUri(issuerPort));
    environment.put("TRUNKLINE_LANDING_FOLDER", folder.resolve("landing").toString());
    environment.put("TRUNKLINE_PEERS_URL", "http://127.0.0.1:" + port);
    environment.put("TRUNKLINE_PEERS_TOKEN_URL", IdentityProvider.tokenUrl(issuerPort));
    environment.put("TRUNKLINE_PEERS_CLIENT_ID", "service-customer");
    environment.put(
        "TRUNKLINE_PEERS_CLIENT_SECRET",
        IdentityProvider.secrets(folder.resolve("identity")).of("service-customer"));
    environment.put("TRUNKLINE_HUB_SIGNING_KEY", "signs nothing while it is measured");
    return builder;
  }

  DatabaseAccess database() {
    return database;
  }

  int port() {
    return port;
  }

  String token() {
    return token;
  }

  /** CPU time that the service's process has used so far. */
  Duration cpu() {
    return service.info().totalCpuDuration().orElseThrow();
  }

  private void awaitReady() throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      try (HttpClient http = HttpClient.newHttpClient()) {
        var ready =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .build();
        if (http.send(ready, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        if (!service.isAlive()) {
          throw new IllegalStateException(
              "the customer service did not start; see its message above", e);
        }
      }
      Thread.sleep(100);
    }
    throw new IllegalStateException("the customer service was not ready within 30 s");
  }

  private String token(int issuerPort) throws IOException, InterruptedException {
    String secret = IdentityProvider.secrets(folder.resolve("identity")).of("bridge");
    String form =
        "grant_type=client_credentials&client_id=bridge&tenant="
            + TENANT
            + "&client_secret="
            + URLEncoder.encode(secret, StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(IdentityProvider.issuer(issuerPort) + "/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      JsonNode answer = Json.parse(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
      return answer.path("access_token").asText();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws IOException {
    service.destroy();
    service.onExit().join();
    issuer.close();
    postgres.close();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}

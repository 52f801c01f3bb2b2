package trunkline.warehouse.trino;

import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trunkline.platform.http.HttpConfig;
import trunkline.platform.http.HttpEdge;
import trunkline.platform.http.RateLimit;
import trunkline.platform.security.Scope;
import trunkline.platform.security.SecurityConfig;
import trunkline.platform.security.TokenVerifier;
import trunkline.platform.telemetry.Telemetry;
import trunkline.platform.telemetry.TelemetryConfig;
import trunkline.warehouse.audit.ReadRecord;
import trunkline.warehouse.catalog.IcebergApi;
import trunkline.warehouse.catalog.IcebergErrors;
import trunkline.warehouse.lake.Lake;

/**
 * The lake's catalog over Iceberg's REST protocol, as {@code warehouse serve} has it, on this
 * machine only and for one Trino only.
 */
final class CatalogEndpoint implements AutoCloseable {
  private static final String AUDIENCE = "trunkline";
  private static final String SUBJECT = "trino";
  private static final long MOST_BYTES = 16_777_216;
  private static final int AT_ONCE = 64;

  private static final String SCOPES =
      Stream.of(
              Scope.WAREHOUSE_READ,
              Scope.WAREHOUSE_READ_PERSONAL,
              Scope.WAREHOUSE_ALL_TENANTS,
              Scope.WAREHOUSE_WRITE)
          .map(Scope::text)
          .collect(Collectors.joining(" "));

  private final WebServer server;
  private final String token;

  private CatalogEndpoint(WebServer server, String token) {
    this.server = server;
    this.token = token;
  }

  /**
   * Serves until closed.
   *
   * @param folder where the public key is left for the endpoint to read
   */
  static CatalogEndpoint start(Lake lake, OwnTokens tokens, Path folder, Clock clock) {
    try {
      Path keys = Files.writeString(folder.resolve("jwks.json"), tokens.jwks());
      var security = new SecurityConfig(OwnTokens.ISSUER, keys.toUri(), AUDIENCE, Duration.ZERO, 0);
      var http =
          new HttpConfig("127.0.0.1", 0, URI.create("http://127.0.0.1"), MOST_BYTES, AT_ONCE);
      var edge =
          new HttpEdge(
              http,
              new TokenVerifier(security, clock),
              new RateLimit(0, System::nanoTime),
              Telemetry.start(SUBJECT, new TelemetryConfig("")),
              IcebergErrors.FORM);
      var api = new IcebergApi(lake, new ReadRecord(lake.store()), clock);
      return new CatalogEndpoint(
          edge.start(api.routes()), tokens.token(SUBJECT, AUDIENCE, SCOPES, clock.instant()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String uri() {
    return "http://127.0.0.1:" + server.port() + "/iceberg";
  }

  String token() {
    return token;
  }

  @Override
  public void close() {
    server.stop();
  }
}

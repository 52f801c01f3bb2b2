package trunkline.local.identity;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import trunkline.local.postgres.Passwords;
import trunkline.platform.json.Json;

/**
 * Gives out tokens on this machine, as a real provider does elsewhere (OpenID Connect Discovery
 * 1.0, RFC 6749 client credentials, RFC 7517 keys). Its key and its clients' secrets outlive a
 * restart.
 */
public final class IdentityProvider implements AutoCloseable {
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final WebServer server;

  private IdentityProvider(WebServer server) {
    this.server = server;
  }

  /**
   * Starts the provider.
   *
   * @param folder where its key and secrets are kept; made when it is not there
   */
  public static IdentityProvider start(
      String bindAddress, int port, Path folder, InstantSource clock) {
    String issuer = issuer(port);
    var tokens =
        new TokenIssuer(issuer, Clients.read(), secrets(folder), SigningKey.in(folder), LIFETIME);
    tokens.clients().clients().forEach(client -> tokens.secrets().of(client.id()));
    var server =
        WebServer.builder()
            .host(bindAddress)
            .port(port)
            .shutdownHook(false)
            .maxPayloadSize(64 * 1024)
            .routing(routing -> routes(routing, tokens, clock))
            .build()
            .start();
    return new IdentityProvider(server);
  }

  /** The name that tokens carry, and the address under which everything of it is found. */
  public static String issuer(int port) {
    return "http://127.0.0.1:" + port;
  }

  public static String tokenUrl(int port) {
    return issuer(port) + "/token";
  }

  public static String jwksUri(int port) {
    return issuer(port) + "/jwks";
  }

  /** The secrets of the clients, for programs of the same person. */
  public static Passwords secrets(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Passwords.in(folder);
  }

  private static void routes(HttpRouting.Builder routing, TokenIssuer tokens, InstantSource clock) {
    String discovery = Json.write(discovery(tokens));
    routing
        .get("/.well-known/openid-configuration", (request, response) -> json(response, discovery))
        .get("/jwks", (request, response) -> json(response, tokens.key().published()))
        .get("/healthz", (request, response) -> json(response, "{\"status\":\"UP\"}"))
        .post("/token", (request, response) -> answer(request, response, tokens, clock))
        .error(TokenRefused.class, (request, response, refused) -> refuse(response, refused));
  }

  private static Map<String, Object> discovery(TokenIssuer tokens) {
    String issuer = tokens.issuer();
    return Map.of(
        "issuer", issuer,
        "jwks_uri", issuer + "/jwks",
        "token_endpoint", issuer + "/token",
        "grant_types_supported", List.of("client_credentials"),
        "response_types_supported", List.of("token"),
        "subject_types_supported", List.of("public"),
        "id_token_signing_alg_values_supported", List.of("RS256"),
        "token_endpoint_auth_methods_supported",
            List.of("client_secret_basic", "client_secret_post"),
        "scopes_supported",
            tokens.clients().clients().stream()
                .flatMap(client -> client.scopes().stream())
                .distinct()
                .sorted()
                .toList());
  }

  private static void answer(
      ServerRequest request, ServerResponse response, TokenIssuer tokens, InstantSource clock) {
    var issued = tokens.issue(TokenRequest.read(request), clock.instant());
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    json(
        response,
        Json.write(
            Map.of(
                "access_token", issued.token(),
                "token_type", "Bearer",
                "expires_in", issued.lifetime().toSeconds(),
                "scope", issued.scope())));
  }

  private static void refuse(ServerResponse response, TokenRefused refused) {
    response.status(refused.status()).header(HeaderNames.CACHE_CONTROL, "no-store");
    if (refused.status() == 401) {
      response.header(HeaderNames.WWW_AUTHENTICATE, "Basic realm=\"trunkline\"");
    }
    json(
        response,
        Json.write(Map.of("error", refused.error(), "error_description", refused.description())));
  }

  private static void json(ServerResponse response, String document) {
    response.headers().contentType(MediaTypes.APPLICATION_JSON);
    response.send(document);
  }

  @Override
  public void close() {
    server.stop();
  }
}

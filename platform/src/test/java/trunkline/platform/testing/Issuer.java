package trunkline.platform.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;

/** A token issuer with its keys published over real HTTP. One for each JVM is enough. */
public final class Issuer {
  public static final String NAME = "https://issuer.example";
  private static final Issuer SHARED = new Issuer();

  private final RSAKey key = newKey("one");
  private final RSAKey stranger = newKey("one");
  private final HttpServer server;

  private Issuer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] published = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/jwks",
        exchange -> {
          exchange.sendResponseHeaders(200, published.length);
          exchange.getResponseBody().write(published);
          exchange.close();
        });
    server.createContext("/token", this::give);
    server.start();
  }

  /** Client credentials of any client: a token of a service, for the tenant that it asks for. */
  private void give(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String tenant =
        Arrays.stream(form.split("&"))
            .filter(pair -> pair.startsWith("tenant="))
            .map(pair -> pair.substring("tenant=".length()))
            .findFirst()
            .orElse("any");
    String token = token(tenant, "events:read", "privacy:execute");
    byte[] answer =
        "{\"access_token\":\"%s\",\"expires_in\":3600}"
            .formatted(token)
            .getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  public static Issuer shared() {
    return SHARED;
  }

  public URI jwksUri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
  }

  public URI tokenUrl() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/token");
  }

  /** A valid token for an hour. */
  public String token(String tenant, String... scopes) {
    return sign(claims(tenant, scopes).build(), key);
  }

  /** Claims to be spoilt by a test before they are signed with {@link #sign}. */
  public JWTClaimsSet.Builder claims(String tenant, String... scopes) {
    return new JWTClaimsSet.Builder()
        .issuer(NAME)
        .audience("trunkline")
        .subject("tester")
        .claim("tenant", tenant)
        .claim("roles", List.of("tester"))
        .claim("scope", String.join(" ", scopes))
        .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))));
  }

  public String sign(JWTClaimsSet claims) {
    return sign(claims, key);
  }

  /** Signed with a key of the same name that isn't the issuer's. */
  public String forge(JWTClaimsSet claims) {
    return sign(claims, stranger);
  }

  private static String sign(JWTClaimsSet claims, RSAKey key) {
    try {
      var jwt =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}

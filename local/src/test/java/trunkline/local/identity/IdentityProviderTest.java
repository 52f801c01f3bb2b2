package trunkline.local.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.local.LocalFailure;
import trunkline.local.Services;
import trunkline.platform.json.Json;

class IdentityProviderTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  @TempDir private Path folder = Path.of("");
  private int port;
  private IdentityProvider provider;

  @BeforeEach
  void start() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    provider = IdentityProvider.start("127.0.0.1", port, folder, InstantSource.system());
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  void token_isVerifiedByWhatDiscoveryPublishes() throws Exception {
    JWTClaimsSet claims = verified(new TokenCall(port, folder).token("agent", "demo"));
    assertEquals("agent", claims.getSubject());
    assertEquals("demo", claims.getStringClaim("tenant"));
    assertEquals(List.of("agent"), claims.getStringListClaim("roles"));
    assertEquals(
        "tmf:read tmf:write pii:read consent:ask identity:verify", claims.getStringClaim("scope"));
    Duration left = Duration.between(Instant.now(), claims.getExpirationTime().toInstant());
    assertTrue(left.toMinutes() >= 58 && left.toMinutes() <= 60, left.toString());
  }

  @Test
  void everyClient_getsAToken() throws Exception {
    var expected =
        new ArrayList<>(
            List.of(
                "agent",
                "viewer",
                "analyst",
                "steward",
                "engine",
                "auditor",
                "admin",
                "privacy-officer",
                "bridge"));
    Services.rows().forEach(row -> expected.add("service-" + row.name()));
    assertEquals(expected, Clients.names());
    for (String client : Clients.names()) {
      assertEquals(
          client, verified(new TokenCall(port, folder).token(client, "acme")).getSubject());
    }
  }

  @Test
  void viewer_isNotAllowedPersonalData() throws Exception {
    var claims = verified(new TokenCall(port, folder).token("viewer", "demo"));
    assertEquals("tmf:read", claims.getStringClaim("scope"));
  }

  @Test
  void fewerScopes_areGivenAndMoreRefused() throws Exception {
    var fewer = post("agent", secret("agent"), "&scope=tmf:read");
    assertEquals("tmf:read", Json.parse(fewer.body()).path("scope").asText());
    assertRefused(400, "invalid_scope", post("viewer", secret("viewer"), "&scope=pii:read"));
  }

  @Test
  void tenantThatTheClientMayNot_isRefused() throws Exception {
    var refused = post("agent", secret("agent"), "&tenant=secret");
    assertRefused(400, "invalid_request", refused);
    assertTrue(refused.body().contains("demo acme"));
  }

  @Test
  void wrongSecretOrClient_isRefusedAlike() throws Exception {
    var wrong = post("agent", "wrong", "");
    var unknown = post("nobody", "wrong", "");
    assertRefused(401, "invalid_client", wrong);
    assertEquals(wrong.body(), unknown.body());
    assertTrue(wrong.headers().firstValue("WWW-Authenticate").isPresent());
  }

  @Test
  void secretByBasic_worksToo() throws Exception {
    String pair = "agent:" + secret("agent");
    String basic = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    var request =
        tokenRequest("grant_type=client_credentials").header("Authorization", "Basic " + basic);
    var answer = HTTP.send(request.build(), BodyHandlers.ofString());
    assertEquals(200, answer.statusCode());
    assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
    request = tokenRequest("grant_type=client_credentials").header("Authorization", "Basic %%%");
    assertRefused(401, "invalid_client", HTTP.send(request.build(), BodyHandlers.ofString()));
  }

  @Test
  void otherGrant_isRefused() throws Exception {
    var answer = HTTP.send(tokenRequest("grant_type=password").build(), BodyHandlers.ofString());
    assertRefused(400, "unsupported_grant_type", answer);
  }

  @Test
  void restarted_stillStandsByItsTokens() throws Exception {
    String token = new TokenCall(port, folder).token("agent", "demo");
    String secret = secret("agent");
    provider.close();
    provider = IdentityProvider.start("127.0.0.1", port, folder, InstantSource.system());
    assertEquals("agent", verified(token).getSubject());
    assertEquals(secret, secret("agent"));
  }

  @Test
  void tokenOfAnotherProvider_doesNotVerify(@TempDir Path other) throws Exception {
    String token = new TokenCall(port, folder).token("agent", "demo");
    provider.close();
    provider = IdentityProvider.start("127.0.0.1", port, other, InstantSource.system());
    assertThrows(BadJOSEException.class, () -> verified(token));
  }

  @Test
  void keyAndSecrets_areReadByTheirOwnerOnly() throws Exception {
    for (String file : List.of("signing-key.json", "passwords")) {
      assertEquals(
          "rw-------",
          PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))));
    }
  }

  @Test
  void publishedKeys_holdNoPrivatePart() throws Exception {
    JsonNode key = Json.parse(get("/jwks")).path("keys").path(0);
    assertEquals("RS256", key.path("alg").asText());
    for (String secret : List.of("d", "p", "q", "dp", "dq", "qi")) {
      assertFalse(key.has(secret), secret);
    }
  }

  @Test
  void tokenWithoutProvider_saysWhatToStart() {
    provider.close();
    var failure =
        assertThrows(LocalFailure.class, () -> new TokenCall(port, folder).token("agent", "demo"));
    assertTrue(failure.toString().contains("./trunkline up"));
  }

  private JWTClaimsSet verified(String token) throws Exception {
    JsonNode discovery = Json.parse(get("/.well-known/openid-configuration"));
    var processor = new DefaultJWTProcessor<SecurityContext>();
    var keys =
        JWKSourceBuilder.<SecurityContext>create(
                URI.create(discovery.path("jwks_uri").asText()).toURL())
            .build();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.RS256, keys));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            "trunkline",
            new JWTClaimsSet.Builder().issuer(discovery.path("issuer").asText()).build(),
            Set.of("sub", "exp", "iat", "jti", "tenant")));
    return processor.process(token, null);
  }

  private String secret(String client) {
    return IdentityProvider.secrets(folder).find(client).orElseThrow();
  }

  private HttpResponse<String> post(String client, String secret, String more) throws Exception {
    String form =
        "grant_type=client_credentials&client_id=" + client + "&client_secret=" + secret + more;
    return HTTP.send(tokenRequest(form).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder tokenRequest(String form) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/token"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form));
  }

  private String get(String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HTTP.send(request, BodyHandlers.ofString()).body();
  }

  private static void assertRefused(int status, String error, HttpResponse<String> answer) {
    assertEquals(status, answer.statusCode(), answer.body());
    assertEquals(error, Json.parse(answer.body()).path("error").asText());
  }
}

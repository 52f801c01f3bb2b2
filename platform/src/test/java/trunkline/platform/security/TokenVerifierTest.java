package trunkline.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trunkline.platform.refusal.Refusal;
import trunkline.platform.refusal.Refused;

class TokenVerifierTest {
  private static final RSAKey KEY = newKey("one");
  private static final RSAKey SUCCESSOR = newKey("two");
  private static final RSAKey STRANGER = newKey("one");

  private final List<JWK> published = new ArrayList<>(List.of(KEY.toPublicJWK()));
  private Instant now = Instant.now();
  private HttpServer issuer;
  private TokenVerifier verifier;

  @BeforeEach
  void start() throws Exception {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    issuer.createContext(
        "/jwks",
        exchange -> {
          byte[] keys = new JWKSet(published).toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, keys.length);
          exchange.getResponseBody().write(keys);
          exchange.close();
        });
    issuer.start();
    verifier = verifier(() -> now);
  }

  @AfterEach
  void stop() {
    issuer.stop(0);
  }

  @Test
  void validToken_saysWhoCalls() {
    Caller caller = verifier.verify("Bearer " + token(c -> c));
    assertEquals(
        new Caller("jane", "acme", Set.of("agent"), Set.of("tmf:read", "pii:read")), caller);
  }

  @Test
  void accessTokenType_isTaken() throws Exception {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("one")
            .type(new JOSEObjectType("at+jwt"))
            .build();
    var jwt = new SignedJWT(header, claims().build());
    jwt.sign(new RSASSASigner(KEY));
    assertEquals("acme", verifier.verify("Bearer " + jwt.serialize()).tenant());
  }

  @Test
  void claimThatIsWrong_isRefused() {
    refused(token(c -> c.issuer("https://other.example")));
    refused(token(c -> c.audience("somebody-else")));
    refused(token(c -> c.expirationTime(Date.from(now.minusSeconds(120)))));
    refused(token(c -> c.notBeforeTime(Date.from(now.plusSeconds(300)))));
    for (Object tenant :
        new Object[] {"", "*", "ACME", "a b", "a'--", "x".repeat(41), 7, List.of("acme")}) {
      refused(token(c -> c.claim("tenant", tenant)));
    }
    refused(token(c -> c.claim("scope", List.of("tmf:read"))));
    refused(token(c -> c.subject("")));
    refused(token(c -> c.subject("jane\u0000")));
    refused(token(c -> c.claim("roles", List.of("a\u0000b"))));
  }

  @Test
  void claimThatIsMissing_isRefused() {
    for (String claim : List.of("iss", "aud", "exp", "sub", "tenant")) {
      refused(token(c -> c.claim(claim, null)));
    }
  }

  @Test
  void signatureThatIsNotTheIssuers_isRefused() throws Exception {
    refused(signed(claims().build(), STRANGER));
    String valid = token(c -> c);
    refused(valid.substring(0, valid.lastIndexOf('.') + 1));
    String[] parts = valid.split("\\.");
    String other = token(c -> c.claim("tenant", "other")).split("\\.")[1];
    refused(parts[0] + "." + other + "." + parts[2]);
    refused(new PlainJWT(claims().build()).serialize());
    var confused =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build(), claims().build());
    confused.sign(new MACSigner(KEY.toPublicKey().getEncoded()));
    refused(confused.serialize());
  }

  @Test
  void headerThatIsNoBearerToken_isRefused() {
    for (String header :
        List.of("", "Bearer", "Bearer ", "Basic YTpi", "Bearer a.b.c", "bearer x")) {
      assertEquals(401, refusal(header).status(), header);
      assertEquals("Bearer realm=\"trunkline\"", refusal(header).headers().get("WWW-Authenticate"));
    }
  }

  @Test
  void newKeyIsPublished_itsTokensAreTakenAtOnce() {
    verifier.verify("Bearer " + token(c -> c));
    published.add(SUCCESSOR.toPublicJWK());
    assertEquals("acme", verifier.verify("Bearer " + signed(claims().build(), SUCCESSOR)).tenant());
    assertEquals("acme", verifier.verify("Bearer " + token(c -> c.subject("old"))).tenant());
  }

  @Test
  void issuerCannotBeReached_isNotTheCallersFault() {
    issuer.stop(0);
    Refusal refusal = refusal("Bearer " + token(c -> c));
    assertEquals(503, refusal.status());
    assertEquals("1", refusal.headers().get("Retry-After"));
  }

  @Test
  void issuerGoesAway_callersWithKnownKeysGoOn() {
    verifier.verify("Bearer " + token(c -> c));
    issuer.stop(0);
    assertEquals("acme", verifier.verify("Bearer " + token(c -> c.subject("another"))).tenant());
  }

  @Test
  void verifiedToken_isForgottenWhenItExpires() {
    String header = "Bearer " + token(c -> c);
    verifier.verify(header);
    now = now.plus(Duration.ofMinutes(59));
    verifier.verify(header);
    now = now.plus(Duration.ofMinutes(3));
    assertEquals(401, refusal(header).status());
  }

  private void refused(String token) {
    Refusal refusal = refusal("Bearer " + token);
    assertEquals(401, refusal.status(), token);
    assertEquals("unauthenticated", refusal.code());
  }

  private Refusal refusal(String header) {
    return assertThrows(Refused.class, () -> verifier.verify(header), header).refusal();
  }

  private TokenVerifier verifier(InstantSource clock) {
    URI jwks = URI.create("http://127.0.0.1:" + issuer.getAddress().getPort() + "/jwks");
    return new TokenVerifier(
        new SecurityConfig("https://issuer.example", jwks, "trunkline", Duration.ZERO, 0), clock);
  }

  private String token(UnaryOperator<JWTClaimsSet.Builder> change) {
    return signed(change.apply(claims()).build(), KEY);
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer("https://issuer.example")
        .audience("trunkline")
        .subject("jane")
        .claim("tenant", "acme")
        .claim("roles", List.of("agent"))
        .claim("scope", "tmf:read pii:read")
        .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
  }

  private static String signed(JWTClaimsSet claims, RSAKey key) {
    try {
      var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
      var jwt = new SignedJWT(header, claims);
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}

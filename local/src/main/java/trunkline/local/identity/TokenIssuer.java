package trunkline.local.identity;

import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import trunkline.local.postgres.Passwords;

/** Decides what a client gets: a token with its rights for one tenant, or a refusal. */
record TokenIssuer(
    String issuer, Clients clients, Passwords secrets, SigningKey key, Duration lifetime) {
  /** A token and how it was meant. */
  record Issued(String token, String scope, Duration lifetime) {}

  Issued issue(TokenRequest request, Instant now) {
    if (!request.grantType().equals("client_credentials")) {
      throw TokenRefused.unsupportedGrant();
    }
    Client client = authenticate(request);
    String tenant = request.tenant().orElse(client.tenants().getFirst());
    if (!client.tenants().contains(tenant)) {
      throw TokenRefused.invalidTenant(client);
    }
    String scope = String.join(" ", scopes(request, client));
    return new Issued(key.sign(claims(client, tenant, scope, now)), scope, lifetime);
  }

  private Client authenticate(TokenRequest request) {
    Client client = clients.find(request.clientId()).orElseThrow(TokenRefused::invalidClient);
    if (!same(secrets.of(client.id()), request.clientSecret())) {
      throw TokenRefused.invalidClient();
    }
    return client;
  }

  /** Takes as long for a near miss as for a far one. */
  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> scopes(TokenRequest request, Client client) {
    List<String> wanted =
        request.scope().map(scope -> List.of(scope.strip().split("\\s+"))).orElse(client.scopes());
    if (!client.scopes().containsAll(wanted)) {
      throw TokenRefused.invalidScope(client);
    }
    return wanted;
  }

  private JWTClaimsSet claims(Client client, String tenant, String scope, Instant now) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .subject(client.id())
        .audience("trunkline")
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(lifetime)))
        .jwtID(UUID.randomUUID().toString())
        .claim("tenant", tenant)
        .claim("roles", client.roles())
        .claim("scope", scope)
        .build();
  }
}

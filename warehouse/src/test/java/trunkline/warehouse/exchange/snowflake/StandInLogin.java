package trunkline.warehouse.exchange.snowflake;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What Snowflake demands of a login by key pair, as its documentation of key-pair authentication
 * says: the token is an RS256 JWT of {@code iss} ACCOUNT.USER.SHA256:fingerprint and {@code sub}
 * ACCOUNT.USER in upper case, lives an hour at most, and is signed by the key whose public half the
 * user has.
 */
record StandInLogin(String account, String user, RSAPublicKey key, Set<String> roles, Clock clock) {
  private static final List<String> FIELDS =
      List.of("ACCOUNT_NAME", "LOGIN_NAME", "AUTHENTICATOR", "TOKEN", "CLIENT_APP_ID");
  private static final Duration LONGEST = Duration.ofHours(1);

  /** What is wrong with a login; empty when it is let in. */
  Optional<String> wrong(JsonNode body, Map<String, String> query) {
    JsonNode data = body.path("data");
    for (String field : FIELDS) {
      if (data.path(field).asText().isEmpty()) {
        return Optional.of("the login has no " + field);
      }
    }
    if (data.has("PASSWORD")) {
      return Optional.of("there is a password in a login by key pair");
    }
    if (!data.path("AUTHENTICATOR").asText().equals("SNOWFLAKE_JWT")) {
      return Optional.of("the authenticator is none that the user may use");
    }
    if (!data.path("ACCOUNT_NAME").asText().toUpperCase(Locale.ROOT).equals(account)) {
      return Optional.of("JWT token is invalid.");
    }
    for (String name : List.of("databaseName", "schemaName", "warehouse", "roleName")) {
      if (query.getOrDefault(name, "").isEmpty()) {
        return Optional.of("the login names no " + name);
      }
    }
    if (!roles.contains(query.get("roleName"))) {
      return Optional.of(
          "Role '%s' specified in the connect string does not exist or not authorized."
              .formatted(query.get("roleName")));
    }
    return isValid(data.path("TOKEN").asText(), data.path("LOGIN_NAME").asText())
        ? Optional.empty()
        : Optional.of("JWT token is invalid.");
  }

  private boolean isValid(String token, String login) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      String subject = account + "." + user;
      Instant issued = claims.getIssueTime().toInstant();
      Instant expires = claims.getExpirationTime().toInstant();
      return jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256)
          && login.toUpperCase(Locale.ROOT).equals(user)
          && claims.getSubject().equals(subject)
          && claims.getIssuer().equals(subject + "." + fingerprint(key))
          && Duration.between(issued, expires).compareTo(LONGEST) <= 0
          && clock.instant().isBefore(expires)
          && jwt.verify(new RSASSAVerifier(key));
    } catch (ParseException | JOSEException e) {
      return false;
    }
  }

  private static String fingerprint(RSAPublicKey key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
      return "SHA256:" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package trunkline.warehouse.trino;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;

/**
 * The tokens between us and one Trino, both ways: it is let into our catalog and we into it by
 * nothing else. The key is made for one run and kept nowhere, so they end with it.
 */
final class OwnTokens {
  static final String ISSUER = "urn:trunkline:trino";

  /** Longer than anybody runs it; nothing can renew a token while it does. */
  private static final Duration LIFETIME = Duration.ofDays(365);

  private static final int BITS = 2048;

  private final RSAKey key;

  OwnTokens() {
    try {
      this.key = new RSAKeyGenerator(BITS).keyIDFromThumbprint(true).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot make a key", e);
    }
  }

  /** A token for an audience and no other. */
  String token(String subject, String audience, String scopes, Instant now) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(subject)
            .audience(audience)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .claim("tenant", "all")
            .claim("scope", scopes)
            .build();
    try {
      var token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign", e);
    }
  }

  /** The public half as a JWKS document (RFC 7517). */
  String jwks() {
    return new JWKSet(key).toPublicJWKSet().toString();
  }

  /** The public half as PEM (RFC 7468). */
  String pem() {
    try {
      byte[] bytes = key.toRSAPublicKey().getEncoded();
      String text =
          Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
      return "-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----\n";
    } catch (JOSEException e) {
      throw new IllegalStateException("an RSA key has a public half", e);
    }
  }
}

package trunkline.identification.eid;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import java.net.URI;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** How this service proves to the eID who it is (OpenID Connect Core 1.0, section 9). */
final class ClientProof {
  private final ClientID client;
  private final Secret secret;
  private final @Nullable JWK key;

  ClientProof(EidConfig config) {
    this.client = new ClientID(config.clientId());
    this.secret = new Secret(config.clientSecret());
    this.key = config.authenticatesByKey() ? privateKey(config.clientKey()) : null;
  }

  /** The message does not repeat the key. */
  private static JWK privateKey(String text) {
    try {
      JWK key = JWK.parse(text);
      if (key.isPrivate() && key instanceof AsymmetricJWK) {
        return key;
      }
    } catch (ParseException e) {
      throw new IllegalArgumentException("eid.clientKey is no JWK");
    }
    throw new IllegalArgumentException("eid.clientKey is no private key");
  }

  ClientAuthentication at(URI tokenEndpoint) {
    JWK jwk = key;
    if (!(jwk instanceof AsymmetricJWK pair)) {
      return new ClientSecretBasic(client, secret);
    }
    try {
      return new PrivateKeyJWT(
          client, tokenEndpoint, algorithm(jwk), pair.toPrivateKey(), jwk.getKeyID(), null);
    } catch (JOSEException e) {
      throw new IllegalStateException("the client's key can't sign", e);
    }
  }

  private static JWSAlgorithm algorithm(JWK key) {
    Algorithm named = key.getAlgorithm();
    if (named != null) {
      return JWSAlgorithm.parse(named.getName());
    }
    return key.getKeyType().equals(KeyType.EC) ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256;
  }
}

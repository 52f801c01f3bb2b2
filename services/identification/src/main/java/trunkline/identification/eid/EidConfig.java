package trunkline.identification.eid;

import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import trunkline.identification.identity.Assurance;
import trunkline.platform.config.Setting;

/** Which national eID, and how this service is known to it. */
public record EidConfig(
    @Setting(
            value = "OpenID Connect issuer of the national eID; empty when there is none",
            defaultValue = "")
        String issuer,
    @Setting(value = "Client that the eID knows this service as", defaultValue = "")
        String clientId,
    @Setting(
            value = "How it proves that: private_key_jwt or client_secret_basic",
            defaultValue = "private_key_jwt")
        String clientAuthentication,
    @Setting(
            value = "Its private key as a JWK in JSON (RFC 7517), for private_key_jwt",
            defaultValue = "",
            secret = true)
        String clientKey,
    @Setting(value = "Its secret, for client_secret_basic", defaultValue = "", secret = true)
        String clientSecret,
    @Setting(value = "Scope to ask for", defaultValue = "openid profile") String scope,
    @Setting(
            value = "Claim of the user info that holds the person's government identifier",
            defaultValue = "sub")
        String identifierClaim,
    @Setting(
            value = "acr values that mean level low, separated by blanks",
            defaultValue = "http://eidas.europa.eu/LoA/low")
        String acrLow,
    @Setting(
            value = "acr values that mean level substantial",
            defaultValue = "http://eidas.europa.eu/LoA/substantial")
        String acrSubstantial,
    @Setting(
            value = "acr values that mean level high",
            defaultValue = "http://eidas.europa.eu/LoA/high")
        String acrHigh,
    @Setting(
            value = "Signature algorithms believed in ID token and user info",
            defaultValue = "RS256 PS256 ES256")
        String algorithms,
    @Setting(value = "How old the person's login at the eID may be", defaultValue = "PT5M")
        Duration maxAge,
    @Setting(value = "How long the eID may take to answer", defaultValue = "PT10S")
        Duration timeout) {

  public EidConfig {
    if (!issuer.isEmpty()) {
      requireSecure(URI.create(issuer));
      require(!clientId.isEmpty(), "clientId is needed beside issuer");
      boolean byKey = clientAuthentication.equals("private_key_jwt");
      require(
          byKey || clientAuthentication.equals("client_secret_basic"),
          "clientAuthentication must be private_key_jwt or client_secret_basic");
      require(byKey ? !clientKey.isEmpty() : !clientSecret.isEmpty(), "the client needs its proof");
      require(
          words(algorithms).stream().allMatch(a -> isSignature(JWSAlgorithm.parse(a))),
          "algorithms must be asymmetric ones, such as RS256");
    }
  }

  /** RFC 9700, section 2.6: https; a provider on this machine is one for development. */
  private static void requireSecure(URI issuer) {
    boolean local = "127.0.0.1".equals(issuer.getHost()) || "localhost".equals(issuer.getHost());
    require(
        "https".equals(issuer.getScheme()) || (local && "http".equals(issuer.getScheme())),
        "issuer must be an https address");
  }

  /** A shared secret, or none at all, would let the client sign for the provider. */
  private static boolean isSignature(JWSAlgorithm algorithm) {
    return JWSAlgorithm.Family.SIGNATURE.contains(algorithm);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  public boolean isConfigured() {
    return !issuer.isEmpty();
  }

  boolean authenticatesByKey() {
    return clientAuthentication.equals("private_key_jwt");
  }

  Set<JWSAlgorithm> signatures() {
    return words(algorithms).stream().map(JWSAlgorithm::parse).collect(Collectors.toSet());
  }

  /** The acr values that mean this level. */
  List<String> acrOf(Assurance level) {
    return words(
        switch (level) {
          case LOW -> acrLow;
          case SUBSTANTIAL -> acrSubstantial;
          case HIGH -> acrHigh;
        });
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  @Override
  public String toString() {
    return "EidConfig[" + issuer + "]";
  }
}

package trunkline.identification.identifier;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes a government identifier unrecognisable: HMAC-SHA256 (RFC 2104) under every key in use, so
 * that identifiers meet whichever key the other was stored under. The tenant and the kind of
 * identifier are hashed with it: equal hashes tell nothing across tenants. Safe to use from any
 * thread.
 */
public final class IdentifierHasher {
  private final HashKeys keys;

  public IdentifierHasher(IdentifierConfig config) {
    this.keys = HashKeys.parse(config.hashKeys());
  }

  /**
   * One hash for each key, in the order of the keys' names.
   *
   * @param kind who gave the identifier and what it is, such as {@code passport DE}
   * @param identifier how it is spelt, in blanks, dots, dashes and case, makes no difference
   */
  public List<IdentifierHash> hashes(String tenant, String kind, String identifier) {
    String message = tenant + "\n" + kind + "\n" + normalised(identifier);
    return keys.byId().entrySet().stream()
        .map(key -> new IdentifierHash(kind, key.getKey(), hmac(key.getValue(), message)))
        .toList();
  }

  private static String normalised(String identifier) {
    return Normalizer.normalize(identifier, Normalizer.Form.NFKC)
        .replaceAll("[\\s\\p{Punct}]", "")
        .toUpperCase(Locale.ROOT);
  }

  private static String hmac(SecretKeySpec key, String message) {
    try {
      Mac mac = Mac.getInstance(HashKeys.ALGORITHM);
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HashKeys.ALGORITHM, e);
    }
  }
}

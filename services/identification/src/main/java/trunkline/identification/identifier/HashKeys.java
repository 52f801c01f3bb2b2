package trunkline.identification.identifier;

import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.spec.SecretKeySpec;

/** The keys in use, by name; at least one. */
final class HashKeys {
  static final String ALGORITHM = "HmacSHA256";

  /** RFC 2104, section 3: a key shorter than the hash weakens it. */
  private static final int LEAST_BYTES = 32;

  private final Map<String, SecretKeySpec> byId;

  private HashKeys(Map<String, SecretKeySpec> byId) {
    this.byId = Collections.unmodifiableMap(byId);
  }

  /** Refuses without repeating what it was given: that is a secret. */
  static HashKeys parse(String text) {
    var keys = new TreeMap<String, SecretKeySpec>();
    for (String entry : text.strip().split("\\s+")) {
      String[] parts = entry.split(":", 2);
      if (parts.length != 2 || !parts[0].matches("[A-Za-z0-9-]{1,20}")) {
        throw new IllegalArgumentException("hashKeys must be name:secret, separated by blanks");
      }
      if (keys.put(parts[0], new SecretKeySpec(secret(parts), ALGORITHM)) != null) {
        throw new IllegalArgumentException("hashKeys names " + parts[0] + " twice");
      }
    }
    return new HashKeys(keys);
  }

  private static byte[] secret(String[] parts) {
    byte[] bytes = decoded(parts);
    if (bytes.length < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "the secret of hash key " + parts[0] + " has less than " + LEAST_BYTES + " bytes");
    }
    return bytes;
  }

  private static byte[] decoded(String[] parts) {
    try {
      return Base64.getUrlDecoder().decode(parts[1]);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the secret of hash key " + parts[0] + " is no base64url");
    }
  }

  /** In the order of their names. */
  Map<String, SecretKeySpec> byId() {
    return byId;
  }

  Set<String> ids() {
    return byId.keySet();
  }
}

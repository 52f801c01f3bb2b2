package trunkline.platform.tmf.hub;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lets a subscriber see that an event is from here and unchanged (Standard Webhooks 1.0,
 * standardwebhooks.com). Each subscription's secret is derived from the service's key, so no secret
 * is stored. While a key is exchanged for another there are two, and a signature by each. Safe to
 * use from any thread.
 */
final class Signature {
  private static final String HMAC = "HmacSHA256";

  private final List<byte[]> keys;

  /** The newest key first. */
  Signature(List<String> signingKeys) {
    this.keys = signingKeys.stream().map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /** What the subscriber verifies with: {@code whsec_} and 32 bytes in Base64. */
  String secretOf(Subscription subscription) {
    return "whsec_" + base64(secret(keys.getFirst(), subscription));
  }

  /**
   * The headers of one request. {@code id} is the same whenever an event is sent again, so a
   * subscriber drops what it has had; {@code now} lets it refuse what an eavesdropper repeats.
   */
  Map<String, String> headers(Subscription subscription, String id, Instant now, String body) {
    long timestamp = now.getEpochSecond();
    var headers = new LinkedHashMap<String, String>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", Long.toString(timestamp));
    headers.put(
        "webhook-signature",
        keys.stream()
            .map(key -> of(secret(key, subscription), id, timestamp, body))
            .collect(Collectors.joining(" ")));
    return headers;
  }

  /** {@code v1} and the HMAC of id, seconds since 1970 and body. */
  static String of(byte[] secret, String id, long timestamp, String body) {
    return "v1," + base64(hmac(secret, id + "." + timestamp + "." + body));
  }

  private static byte[] secret(byte[] key, Subscription subscription) {
    return hmac(key, "hub/" + subscription.tenant() + "/" + subscription.id());
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}

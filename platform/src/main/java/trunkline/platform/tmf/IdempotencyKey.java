package trunkline.platform.tmf;

import java.util.Base64;
import java.util.regex.Pattern;
import trunkline.platform.digest.Sha256;
import trunkline.platform.refusal.KernelRefusals;

/**
 * A caller's name for one creation, so that it can be repeated without harm
 * (draft-ietf-httpapi-idempotency-key-header).
 *
 * @param text 1 to 200 printable ASCII characters
 * @param bodyHash SHA-256, base64url, of the body that came with it: the same key with another body
 *     is a mistake
 */
record IdempotencyKey(String text, String bodyHash) {
  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,200}");

  static IdempotencyKey of(String text, byte[] body) {
    if (!PRINTABLE.matcher(text).matches()) {
      throw KernelRefusals.invalidHeader(
              "Idempotency-Key", "must be 1 to 200 printable ASCII characters")
          .asException();
    }
    byte[] hash = Sha256.start().digest(body);
    return new IdempotencyKey(text, Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
  }
}

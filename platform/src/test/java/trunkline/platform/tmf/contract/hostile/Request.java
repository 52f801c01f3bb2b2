package trunkline.platform.tmf.contract.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A request as bytes.
 *
 * @param kind what is wrong with it, for the report
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Request(String kind, byte[] bytes) {
  /** {@code head} is the request line and headers but for those that every request has. */
  static Request of(String kind, String token, String head, byte[] body) {
    var all = new ByteArrayOutputStream();
    String text =
        "%s\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(head, token, body.length);
    all.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    return new Request(kind, all.toByteArray());
  }

  static Request of(String kind, String token, String head, String body) {
    return of(kind, token, head, body.getBytes(StandardCharsets.UTF_8));
  }

  /** The start, printable, for a failure's message. */
  @Override
  public String toString() {
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^\\x20-\\x7e]", "·");
    String withoutToken = text.replaceAll("Bearer [\\w.-]+", "Bearer …");
    return kind + ": " + withoutToken.substring(0, Math.min(600, withoutToken.length()));
  }
}

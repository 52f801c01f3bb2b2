package trunkline.bridge.load;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import trunkline.platform.digest.Sha256;

/**
 * The key under which the platform remembers a line. It is {@code source/row/resource}, printable
 * ASCII and at most 200 characters, and two rows never share one.
 */
final class BulkKey {
  private static final int LONGEST = 200;
  private static final String PLAIN = "._-|";

  private BulkKey() {}

  static String of(String source, String row, String resource) {
    String key = source + "/" + escaped(row) + "/" + resource;
    // An escaped row has no colon, so a hash is never taken for a row.
    return key.length() <= LONGEST ? key : source + "/sha256:" + Sha256.hex(row) + "/" + resource;
  }

  private static String escaped(String row) {
    StringBuilder text = new StringBuilder(row.length());
    for (byte b : row.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0);
      if (plain) {
        text.append(c);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return text.toString();
  }
}

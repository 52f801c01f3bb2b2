package trunkline.warehouse.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import trunkline.platform.digest.Sha256;

/**
 * What a table was made from, as digests: the model's text and the idioms, the data of its sources,
 * and what the tables it refers to were made from.
 */
record Fingerprint(String sql, String data, String upstream) {
  private static final String BETWEEN = ".";

  static Fingerprint of(
      Collection<String> sql, Collection<String> data, Collection<String> upstream) {
    return new Fingerprint(digest(sql), digest(data), digest(upstream));
  }

  /** Empty for a text that another version of the warehouse wrote. */
  static Optional<Fingerprint> read(String text) {
    List<String> parts = List.of(text.split("\\."));
    return parts.size() == 3
        ? Optional.of(new Fingerprint(parts.get(0), parts.get(1), parts.get(2)))
        : Optional.empty();
  }

  /** As a table carries it. */
  String text() {
    return String.join(BETWEEN, sql, data, upstream);
  }

  private static String digest(Collection<String> parts) {
    MessageDigest digest = Sha256.start();
    for (String part : parts) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}

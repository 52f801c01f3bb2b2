package trunkline.platform.digest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 (FIPS 180-4) of texts in UTF-8, bytes and files; as text in small hexadecimal digits. */
public final class Sha256 {
  private static final int READ_BYTES = 1 << 16;

  private Sha256() {}

  /** For what comes in parts. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** 32 bytes. */
  public static byte[] bytes(String text) {
    return start().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** 64 digits. */
  public static String hex(String text) {
    return HexFormat.of().formatHex(bytes(text));
  }

  /** 64 digits. */
  public static String hex(byte[] content) {
    return HexFormat.of().formatHex(start().digest(content));
  }

  /** 64 digits, of the file's bytes; it is read once, in parts. */
  public static String hex(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      MessageDigest digest = start();
      byte[] buffer = new byte[READ_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    }
  }
}

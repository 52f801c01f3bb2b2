package trunkline.consent.privacy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import trunkline.platform.digest.Sha256;

/** What one service holds of one kind, as newline-delimited JSON. */
final class ArchiveFile {
  private final String service;
  private final String kind;
  private final long lines;
  private final String sha256;
  private final byte[] packed;

  /**
   * @param lines how many, of the text
   * @param sha256 of the text
   * @param packed the text in gzip form, which nobody changes from now on
   */
  ArchiveFile(String service, String kind, long lines, String sha256, byte[] packed) {
    this.service = service;
    this.kind = kind;
    this.lines = lines;
    this.sha256 = sha256;
    this.packed = packed;
  }

  String service() {
    return service;
  }

  String kind() {
    return kind;
  }

  long lines() {
    return lines;
  }

  String sha256() {
    return sha256;
  }

  byte[] packed() {
    return packed;
  }

  /** Its place in the archive: a folder for each service. */
  String path() {
    return service + "/" + kind + ".ndjson";
  }

  void writeTo(OutputStream out) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      in.transferTo(out);
    }
  }

  /** A file that grows line by line. */
  static final class Growing {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final GZIPOutputStream packed;
    private final MessageDigest digest;
    private long lines;

    Growing() {
      try {
        packed = new GZIPOutputStream(bytes);
        digest = Sha256.start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void add(String line) throws IOException {
      byte[] text = (line + "\n").getBytes(StandardCharsets.UTF_8);
      packed.write(text);
      digest.update(text);
      lines++;
    }

    ArchiveFile finished(String service, String kind) throws IOException {
      packed.close();
      return new ArchiveFile(
          service, kind, lines, HexFormat.of().formatHex(digest.digest()), bytes.toByteArray());
    }
  }
}

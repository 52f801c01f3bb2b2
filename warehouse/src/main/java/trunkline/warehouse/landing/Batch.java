package trunkline.warehouse.landing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import trunkline.warehouse.refusal.Refusal;

/**
 * One landed batch: the events of {@code service} after {@code from} up to and including {@code
 * to}.
 */
public record Batch(
    String service, Path file, Position from, Position to, long events, long bytes, String sha256) {
  private static final int READ_BYTES = 1 << 16;
  private static final Pattern REVISION =
      Pattern.compile("(\\.r\\d+)?" + Pattern.quote(Landing.DATA));

  static Batch read(Path manifest, String service) {
    Manifest said = Manifest.read(manifest);
    String base = Landing.baseName(manifest);
    if (!said.service().equals(service)
        || !isDataOf(base, said.file())
        || !said.from().toString().equals(base)) {
      throw Refusal.manifestInvalid(
          manifest, "names another service, file or position than its own");
    }
    if (said.to().compareTo(said.from()) <= 0 || said.events() <= 0) {
      throw Refusal.manifestInvalid(manifest, "holds no events");
    }
    return new Batch(
        service,
        manifest.resolveSibling(said.file()),
        said.from(),
        said.to(),
        said.events(),
        said.bytes(),
        said.sha256());
  }

  /** A batch that was written again, with less in it, has data of a later revision. */
  private static boolean isDataOf(String base, String file) {
    return file.startsWith(base) && REVISION.matcher(file.substring(base.length())).matches();
  }

  /** The name under which bronze remembers where a row came from. */
  public String name() {
    return file.getFileName().toString();
  }

  /** Refuses the batch unless its file is, byte for byte, the one that was written. */
  public void verify() {
    try {
      if (!Files.exists(file)) {
        throw Refusal.batchMissing(file);
      }
      long size = Files.size(file);
      if (size != bytes) {
        throw Refusal.batchCorrupt(file, size + " bytes instead of " + bytes);
      }
      if (!digest().equalsIgnoreCase(sha256)) {
        throw Refusal.batchCorrupt(file, "its SHA-256 differs");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String digest() throws IOException {
    try (var in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[READ_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

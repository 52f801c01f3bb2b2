package trunkline.platform.landing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import trunkline.platform.log.EventConsumer;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;

/**
 * Writes batches of the log for the warehouse, each event in exactly one batch whatever is killed
 * when.
 *
 * <p>A batch is named by the position where it begins. If the process died after the batch was
 * there and before the cursor had moved, the batch is found by that name and the cursor moves on
 * behind it; it is not written again with other contents.
 */
public final class LandingWriter implements EventConsumer {
  private final String service;
  private final Path folder;
  private final EventLine line;
  private final InstantSource clock;

  public LandingWriter(String service, LandingConfig config, EventLine line, InstantSource clock) {
    this.service = service;
    this.folder = config.folder().resolve(service);
    this.line = line;
    this.clock = clock;
  }

  @Override
  public Position resume(Position saved) {
    Position position = saved;
    try {
      Path manifest = folder.resolve(Manifest.fileName(position));
      while (Files.exists(manifest)) {
        position = Manifest.endOf(Files.readString(manifest));
        manifest = folder.resolve(Manifest.fileName(position));
      }
      return position;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void accept(Position from, List<LogEvent> events) throws IOException {
    Files.createDirectories(folder);
    String file = from.text() + ".ndjson.gz";
    Path temporary = folder.resolve(file + ".writing");
    String sha256 = write(temporary, events);
    long bytes = Files.size(temporary);
    publish(temporary, folder.resolve(file));
    Position to = events.getLast().position();
    var manifest =
        new Manifest(service, file, events.size(), from, to, bytes, sha256, clock.instant());
    Path described = folder.resolve(Manifest.fileName(from) + ".writing");
    Files.writeString(described, manifest.json());
    publish(described, folder.resolve(Manifest.fileName(from)));
  }

  private String write(Path path, List<LogEvent> events) throws IOException {
    MessageDigest digest = sha256();
    try (OutputStream file = new DigestOutputStream(Files.newOutputStream(path), digest);
        OutputStream out = new BufferedOutputStream(new FastGzip(file), 1 << 16)) {
      for (LogEvent event : events) {
        out.write(line.of(event).getBytes(StandardCharsets.UTF_8));
        out.write('\n');
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Makes a file's contents durable, then gives it its name, then makes the name durable. */
  private static void publish(Path temporary, Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(
        temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel directory = FileChannel.open(path.getParent())) {
      directory.force(true);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Level 1: a third of the time of the usual level for a tenth more bytes. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}

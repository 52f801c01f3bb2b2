package trunkline.platform.landing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import trunkline.platform.log.EventConsumer;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;

/**
 * Writes batches of the log for the warehouse, each event in exactly one batch whatever is killed
 * when.
 *
 * <p>A batch is named by the position where it begins, and what the folder holds is what was
 * written: wherever the cursor is set, a batch that is there is not written again, neither with the
 * same contents nor with others. Two processes that both believe to be the writer are kept apart by
 * a lock on the folder.
 */
public final class LandingWriter implements EventConsumer {
  private static final String LOCK = ".lock";

  private final String service;
  private final Path folder;
  private final EventLine line;
  private final InstantSource clock;

  /** Where the batches end, as far as this process has seen. */
  private Position end = Position.START;

  private boolean looked;

  public LandingWriter(String service, LandingConfig config, EventLine line, InstantSource clock) {
    this.service = service;
    this.folder = config.folder().resolve(service);
    this.line = line;
    this.clock = clock;
  }

  /** The folder is only listed when the cursor is not where this writer left it. */
  @Override
  public Position resume(Position saved) {
    try {
      if (!looked || !saved.equals(end)) {
        Position written = Manifest.endOfLast(folder);
        end = written.compareTo(saved) > 0 ? written : saved;
        looked = true;
      }
      return end;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void accept(Position from, List<LogEvent> events) throws IOException {
    Files.createDirectories(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = lock(channel)) {
      looked = false;
      if (Files.exists(folder.resolve(Manifest.fileName(from)))) {
        throw new IOException("another process wrote the batch " + from.text() + " meanwhile");
      }
      end = batch(from, events);
      looked = true;
    }
  }

  private static FileLock lock(FileChannel channel) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new IOException("another process is writing to the landing folder");
    }
    return lock;
  }

  private Position batch(Position from, List<LogEvent> events) throws IOException {
    String file = from.text() + ".ndjson.gz";
    Path temporary = folder.resolve(file + ".writing");
    String sha256 = BatchFile.write(temporary, () -> events.stream().map(line::of).iterator());
    long bytes = Files.size(temporary);
    BatchFile.publish(temporary, folder.resolve(file));
    Position to = events.getLast().position();
    var manifest =
        new Manifest(service, file, events.size(), from, to, bytes, sha256, clock.instant());
    Path described = folder.resolve(Manifest.fileName(from) + ".writing");
    Files.writeString(described, manifest.json());
    BatchFile.publish(described, folder.resolve(Manifest.fileName(from)));
    return to;
  }
}

package trunkline.warehouse.lake;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/**
 * Iceberg's files in a folder, without Hadoop. What is closed is on the disk: the catalog must
 * never point at metadata that a power cut takes away.
 */
final class LocalFiles implements LakeFiles {
  private static final String SCHEME = "file://";

  /** {@code /lake/x} becomes {@code file:///lake/x}, which every engine understands. */
  static String location(Path path) {
    return SCHEME + path.toAbsolutePath().normalize();
  }

  static Path path(String location) {
    return Path.of(location.startsWith(SCHEME) ? location.substring(SCHEME.length()) : location);
  }

  /** Waits until the bytes of a file that somebody else wrote are on the disk. */
  static void sync(Path file) {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Path fetch(String location, long bytes) {
    return path(location);
  }

  @Override
  public InputFile newInputFile(String location) {
    return new LocalInput(location);
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return new LocalOutput(location);
  }

  @Override
  public void deleteFile(String location) {
    try {
      Files.deleteIfExists(path(location));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record LocalInput(String location) implements InputFile {
    @Override
    public long getLength() {
      return file().length();
    }

    @Override
    public org.apache.iceberg.io.SeekableInputStream newStream() {
      return org.apache.iceberg.Files.localInput(file()).newStream();
    }

    @Override
    public boolean exists() {
      return file().exists();
    }

    private File file() {
      return path(location).toFile();
    }
  }

  private record LocalOutput(String location) implements OutputFile {
    @Override
    public PositionOutputStream create() {
      return open(StandardOpenOption.CREATE_NEW);
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      return open(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public InputFile toInputFile() {
      return new LocalInput(location);
    }

    private PositionOutputStream open(StandardOpenOption... how) {
      try {
        Path file = path(location);
        Files.createDirectories(file.getParent());
        var options = new java.util.HashSet<StandardOpenOption>(java.util.List.of(how));
        options.add(StandardOpenOption.WRITE);
        return new SyncedStream(FileChannel.open(file, options));
      } catch (java.nio.file.FileAlreadyExistsException e) {
        throw new org.apache.iceberg.exceptions.AlreadyExistsException(e, "%s", location);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class SyncedStream extends PositionOutputStream {
    private final FileChannel channel;
    private final BufferedOutputStream out;
    private long position;

    SyncedStream(FileChannel channel) {
      this.channel = channel;
      this.out = new BufferedOutputStream(java.nio.channels.Channels.newOutputStream(channel));
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      position++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      position += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      if (channel.isOpen()) {
        out.flush();
        channel.force(true);
        out.close();
      }
    }
  }
}

package trunkline.warehouse.lake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.inmemory.InMemoryInputFile;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.iceberg.io.SeekableInputStream;
import trunkline.platform.storage.ObjectStore;

/**
 * Iceberg's files in a bucket, without Hadoop and without a second client. Metadata passes through
 * memory: it is small. Data files are never read here but fetched, for the engine.
 */
final class BucketFiles implements LakeFiles {
  private final ObjectStore store;
  private final FileCache cache;

  BucketFiles(ObjectStore store, FileCache cache) {
    this.store = store;
    this.cache = cache;
  }

  private String name(String location) {
    String root = store.location("");
    if (!location.startsWith(root)) {
      throw new IllegalArgumentException(location + " lies outside of the lake " + root);
    }
    return location.substring(root.length());
  }

  @Override
  public Path fetch(String location, long bytes) {
    return cache.fetch(name(location), bytes);
  }

  @Override
  public InputFile newInputFile(String location) {
    return new ObjectInput(location);
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return new ObjectOutput(location);
  }

  @Override
  public void deleteFile(String location) {
    store.delete(name(location));
    cache.forget(name(location));
  }

  private final class ObjectInput implements InputFile {
    private final String location;
    private @org.jspecify.annotations.Nullable InputFile read;

    ObjectInput(String location) {
      this.location = location;
    }

    /** An object never changes, so it is read once. */
    private InputFile read() {
      if (read == null) {
        byte[] content =
            store
                .find(name(location))
                .orElseThrow(() -> new NotFoundException("%s is not there", location));
        read = new InMemoryInputFile(location, content);
      }
      return read;
    }

    @Override
    public long getLength() {
      return read().getLength();
    }

    @Override
    public SeekableInputStream newStream() {
      return read().newStream();
    }

    @Override
    public String location() {
      return location;
    }

    @Override
    public boolean exists() {
      return read != null || store.find(name(location)).isPresent();
    }
  }

  private final class ObjectOutput implements OutputFile {
    private final String location;

    ObjectOutput(String location) {
      this.location = location;
    }

    @Override
    public PositionOutputStream create() {
      return new ObjectStream(
          content -> {
            if (!store.create(name(location), content)) {
              throw new AlreadyExistsException("%s", location);
            }
          });
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      return new ObjectStream(content -> store.put(name(location), content));
    }

    @Override
    public String location() {
      return location;
    }

    @Override
    public InputFile toInputFile() {
      return new ObjectInput(location);
    }
  }

  /** What is written becomes an object as a whole, when it is closed. */
  private static final class ObjectStream extends PositionOutputStream {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final Consumer<byte[]> object;
    private boolean closed;

    ObjectStream(Consumer<byte[]> object) {
      this.object = object;
    }

    @Override
    public long getPos() {
      return content.size();
    }

    @Override
    public void write(int b) {
      content.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      content.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        try {
          object.accept(content.toByteArray());
        } catch (UncheckedIOException e) {
          throw new IOException(e);
        }
      }
    }
  }
}

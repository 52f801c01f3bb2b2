package trunkline.platform.storage;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Files by name under one place, a folder or a prefix of a bucket. A name is relative, its parts
 * parted by slashes. For any number of threads and processes at once.
 *
 * <p>Two promises hold for every form: what a call has written is durable and seen whole by whoever
 * looks afterwards, never half; and of all who create the same name exactly one succeeds. An
 * operation that fails throws {@link java.io.UncheckedIOException} and may be tried again.
 */
public interface ObjectStore {
  /** A file that is there. */
  record Entry(String name, long bytes, Instant changedAt) {}

  /**
   * The store of a place.
   *
   * @param place a folder, or {@code s3://bucket/prefix}
   */
  static ObjectStore of(String place, S3Config config) {
    // the only mention of a bucket: who has folders alone never loads a class of the SDK
    return isBucket(place) ? BucketStore.of(place, config) : new FolderStore(Path.of(place));
  }

  static boolean isBucket(String place) {
    return place.startsWith("s3://");
  }

  /** The full name, as a person or another program finds the file. */
  String location(String name);

  /**
   * What is there under {@code prefix}, in the order of the names.
   *
   * @param after only names greater than this; empty for all
   */
  List<Entry> list(String prefix, String after);

  default List<Entry> list(String prefix) {
    return list(prefix, "");
  }

  Optional<byte[]> find(String name);

  /**
   * The file as one of this machine: itself in a folder, a copy in {@code into} from a bucket.
   * Empty when it is not there.
   */
  Optional<Path> fetch(String name, Path into);

  /** Writes it, in the place of what was there. */
  void put(String name, byte[] content);

  /** The same with the content of a file. */
  void put(String name, Path content);

  /** Writes it unless something is there; says whether the name is now this caller's. */
  boolean create(String name, byte[] content);

  /** Deletes it, if it is there. */
  void delete(String name);
}

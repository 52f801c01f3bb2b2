package trunkline.warehouse.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import trunkline.platform.storage.ObjectStore;
import trunkline.warehouse.refusal.Refusal;

/**
 * Copies of a bucket's data files on this machine, under the same names. An object never changes,
 * so a copy of its name and length is the object. What was longest not asked for goes when there is
 * no room; a file's own time says when it was last asked for. Several processes may share a folder.
 *
 * @param capacity bytes that it holds; more only while more than that is in use
 */
record FileCache(ObjectStore store, Path folder, long capacity) {
  /** An engine opens a file when it gets to it, which may be long after it was asked for. */
  private static final Duration IN_USE = Duration.ofHours(1);

  Path fetch(String name, long bytes) {
    Path file = folder.resolve(name);
    try {
      if (Files.isRegularFile(file) && Files.size(file) == bytes) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        return file;
      }
    } catch (NoSuchFileException e) {
      // another process needed the room at this moment
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return copy(name, bytes, file);
  }

  private Path copy(String name, long bytes, Path file) {
    makeRoom(bytes);
    Path copy =
        store
            .fetch(name, Objects.requireNonNull(file.getParent()))
            .orElseThrow(() -> Refusal.dataFileBroken(store.location(name), "it is not there"));
    try {
      long size = Files.size(copy);
      if (size != bytes) {
        Files.delete(copy);
        String why = size + " bytes instead of " + bytes;
        throw Refusal.dataFileBroken(store.location(name), why);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Also for a file that is about to be written here and uploaded. */
  void makeRoom(long bytes) {
    List<Copy> copies = copies();
    long held = copies.stream().mapToLong(Copy::bytes).sum();
    Instant unused = Instant.now().minus(IN_USE);
    for (Copy copy : copies) {
      if (held + bytes <= capacity || copy.askedForAt().isAfter(unused)) {
        return;
      }
      delete(copy.file());
      held -= copy.bytes();
    }
  }

  void forget(String name) {
    delete(folder.resolve(name));
  }

  /** One file of the cache. */
  record Copy(Path file, long bytes, Instant askedForAt) {}

  /** Those longest not asked for come first. */
  private List<Copy> copies() {
    var copies = new ArrayList<Copy>();
    Path tables = folder.resolve("tables");
    if (!Files.isDirectory(tables)) {
      return copies;
    }
    try (var files = Files.find(tables, Integer.MAX_VALUE, (f, about) -> about.isRegularFile())) {
      for (Path file : files.toList()) {
        var about = Files.readAttributes(file, BasicFileAttributes.class);
        copies.add(new Copy(file, about.size(), about.lastModifiedTime().toInstant()));
      }
    } catch (NoSuchFileException e) {
      return copies;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    copies.sort(Comparator.comparing(Copy::askedForAt));
    return copies;
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package trunkline.platform.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Files in a folder of this machine. What a kill leaves half written ends with {@code .part}. */
record FolderStore(Path folder) implements ObjectStore {
  FolderStore {
    folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public String location(String name) {
    return path(name).toString();
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  @Override
  public List<Entry> list(String prefix, String after) {
    var entries = new ArrayList<Entry>();
    Path deepest = path(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    if (!Files.isDirectory(deepest)) {
      return entries;
    }
    try {
      Files.walkFileTree(
          deepest,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes about) {
              String name = folder.relativize(file).toString().replace('\\', '/');
              if (name.startsWith(prefix) && name.compareTo(after) > 0) {
                entries.add(new Entry(name, about.size(), about.lastModifiedTime().toInstant()));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              if (e instanceof NoSuchFileException) { // deleted since its folder was read
                return FileVisitResult.CONTINUE;
              }
              throw e;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries.sort(Comparator.comparing(Entry::name));
    return entries;
  }

  @Override
  public Optional<byte[]> find(String name) {
    try {
      return Optional.of(Files.readAllBytes(path(name)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Path> fetch(String name, Path into) {
    return Optional.of(path(name)).filter(Files::isRegularFile);
  }

  @Override
  public void put(String name, byte[] content) {
    try {
      replace(part(name, content), path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void put(String name, Path content) {
    try {
      Path part = emptyPart(name);
      Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
      sync(part, StandardOpenOption.WRITE);
      replace(part, path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By a second name for a written file, which the file system gives only once. */
  @Override
  public boolean create(String name, byte[] content) {
    try {
      if (Files.exists(path(name))) {
        return false;
      }
      Path part = part(name, content);
      try {
        Files.createLink(path(name), part);
        syncFolderOf(path(name));
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      } finally {
        Files.delete(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(String name) {
    try {
      Files.deleteIfExists(path(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path part(String name, byte[] content) throws IOException {
    Path part = emptyPart(name);
    Files.write(part, content);
    sync(part, StandardOpenOption.WRITE);
    return part;
  }

  private Path emptyPart(String name) throws IOException {
    Path place = path(name);
    Files.createDirectories(place.getParent());
    return place.resolveSibling(place.getFileName() + "." + UUID.randomUUID() + ".part");
  }

  private static void replace(Path part, Path place) throws IOException {
    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolderOf(place);
  }

  private static void syncFolderOf(Path file) throws IOException {
    sync(Objects.requireNonNull(file.getParent()));
  }

  /** Waits until a file's contents, or the names in a folder, are on the disk. */
  private static void sync(Path path, StandardOpenOption... how) throws IOException {
    try (FileChannel channel = FileChannel.open(path, how)) {
      channel.force(true);
    }
  }
}

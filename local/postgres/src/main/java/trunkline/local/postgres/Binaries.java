package trunkline.local.postgres;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * PostgreSQL's programs, unpacked once for each version from the archive on the class path. Two
 * processes may unpack at the same time: each does so into a folder of its own, and the first
 * rename wins.
 */
record Binaries(Path folder, String version) {

  static Binaries unpackedIn(Path cache) {
    String version = carriedVersion();
    String archive = archiveName();
    Path folder = cache.resolve("postgresql-" + version + "-" + platform());
    if (!Files.isDirectory(folder)) {
      unpack(archive, folder);
    }
    return new Binaries(folder, version);
  }

  String program(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }

  /** {@code 18} of {@code 18.3.0}: a data folder can be read by its own major version only. */
  String majorVersion() {
    return version.substring(0, version.indexOf('.'));
  }

  private static String carriedVersion() {
    var properties = new Properties();
    try (InputStream in = Binaries.class.getResourceAsStream("binaries.properties")) {
      if (in == null) {
        throw new IllegalStateException("binaries.properties is missing in this build");
      }
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return (system.startsWith("mac") ? "darwin" : system)
        + "-"
        + (machine.equals("aarch64") ? "arm_64" : "x86_64");
  }

  private static String archiveName() {
    String name = "/postgres-" + platform() + ".txz";
    if (Binaries.class.getResource(name) == null) {
      throw new PostgresFailure(
          "there is no PostgreSQL for "
              + platform()
              + " in this build; supported are Linux and macOS on x86_64 and arm64.");
    }
    return name;
  }

  private static void unpack(String archive, Path folder) {
    try {
      Path cache = folder.getParent();
      Files.createDirectories(cache);
      Path fresh = Files.createTempDirectory(cache, ".unpacking-");
      try (var packed = Binaries.class.getResourceAsStream(archive);
          var tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          unpack(entry, tar, fresh);
        }
      }
      openToAll(fresh);
      publish(fresh, folder);
    } catch (IOException e) {
      throw new PostgresFailure("cannot unpack PostgreSQL to " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path into)
      throws IOException {
    Path target = into.resolve(entry.getName()).normalize();
    if (!target.startsWith(into)) {
      throw new IOException("entry outside of the archive: " + entry.getName());
    }
    if (entry.isDirectory() || isForDevelopers(entry.getName())) {
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, target);
    String mode = (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x";
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(mode));
  }

  /** Whatever the umask: the server may run as another user than the one who unpacks. */
  private static void openToAll(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path directory : files.filter(f -> Files.isDirectory(f, NOFOLLOW_LINKS)).toList()) {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  private static boolean isForDevelopers(String name) {
    return name.endsWith(".a") || name.contains("/pkgconfig/");
  }

  private static void publish(Path fresh, Path folder) throws IOException {
    try {
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      Folders.delete(fresh);
    }
  }
}

package trunkline.local.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One secret for each name (a role, a client), made once and kept in a file that only its owner
 * reads. A secret is on the disk before anybody learns it, so a crash between the two locks nobody
 * out.
 */
public final class Passwords {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;
  private final Path file;
  private final Map<String, String> byName = new TreeMap<>();

  private Passwords(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("passwords");
  }

  public static Passwords in(Path folder) {
    var passwords = new Passwords(folder);
    passwords.read();
    return passwords;
  }

  /** The secret of a name, made at the first call. */
  public synchronized String of(String name) {
    String known = byName.get(name);
    if (known != null) {
      return known;
    }
    String made = random();
    byName.put(name, made);
    write();
    return made;
  }

  /** The secret of a name that has one already. */
  public synchronized Optional<String> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  static String random() {
    byte[] bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private void read() {
    try {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          int equals = line.indexOf('=');
          byName.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write() {
    String lines =
        byName.entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue() + "\n")
            .collect(Collectors.joining());
    try {
      Path fresh = folder.resolve("passwords.new");
      Files.deleteIfExists(fresh);
      Files.createFile(
          fresh,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(fresh, lines, StandardCharsets.UTF_8);
      Folders.force(fresh);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Folders.force(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package trunkline.local.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The operating system's user that the server runs as. PostgreSQL refuses root, so under root (a
 * container, a build machine) it runs as {@code nobody}, who owns the data and nothing else.
 */
sealed interface ServerUser {

  static ServerUser current() {
    return "root".equals(System.getProperty("user.name")) ? Nobody.INSTANCE : new Ourselves();
  }

  /** The same command, run as this user. */
  List<String> command(List<String> command);

  /** Makes this user the owner of a file or a whole folder. */
  void own(Path path);

  /** Refuses a folder that this user can't enter, naming the parent that stands in the way. */
  void requireReach(Path folder);

  /** Where unpacked programs are kept, readable by this user. */
  Path cacheFolder();

  /** The usual case: the person who called us. */
  record Ourselves() implements ServerUser {
    @Override
    public List<String> command(List<String> command) {
      return command;
    }

    @Override
    public void own(Path path) {}

    @Override
    public void requireReach(Path folder) {}

    @Override
    public Path cacheFolder() {
      String cache = System.getenv("XDG_CACHE_HOME");
      Path base =
          cache == null || cache.isBlank()
              ? Path.of(System.getProperty("user.home"), ".cache")
              : Path.of(cache);
      return base.resolve("trunkline");
    }
  }

  /** Under root. */
  record Nobody(String group) implements ServerUser {
    private static final String NAME = "nobody";
    private static final ServerUser INSTANCE = new Nobody(groupOfNobody());

    @Override
    public List<String> command(List<String> command) {
      var whole = new ArrayList<String>();
      whole.addAll(
          List.of("setpriv", "--reuid=" + NAME, "--regid=" + group, "--clear-groups", "--"));
      whole.addAll(command);
      return List.copyOf(whole);
    }

    @Override
    public void own(Path path) {
      try (var files = Files.walk(path)) {
        UserPrincipal nobody =
            path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NAME);
        for (Path file : files.toList()) {
          Files.setOwner(file, nobody);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void requireReach(Path folder) {
      for (Path at = folder; at != null; at = at.getParent()) {
        if (Files.exists(at) && !entersFreely(at)) {
          throw new PostgresFailure(
              "PostgreSQL does not run as root, so it runs as 'nobody', who cannot enter "
                  + at
                  + ". Set TRUNKLINE_HOME to a folder that everybody can enter (such as"
                  + " /var/lib/trunkline), or run as an ordinary user.");
        }
      }
    }

    @Override
    public Path cacheFolder() {
      return Path.of("/var/cache/trunkline");
    }

    private static boolean entersFreely(Path folder) {
      try {
        return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)
            || Files.getOwner(folder).getName().equals(NAME);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** {@code nogroup} on Debian, {@code nobody} on Fedora: the system knows. */
    private static String groupOfNobody() {
      var answer = Program.run(List.of("id", "-g", NAME), Path.of("/"), Duration.ofSeconds(10));
      if (!answer.succeeded()) {
        throw new PostgresFailure(
            "PostgreSQL does not run as root and this system has no user 'nobody'; run as an"
                + " ordinary user.");
      }
      return answer.output();
    }
  }
}

package trunkline.local;

import java.nio.file.Path;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Passwords;

/**
 * A database of this machine's server, as a program of the same person reaches it while the server
 * runs.
 */
public final class LocalDatabase {
  private LocalDatabase() {}

  /** Refused before anything has run here, since there are no passwords yet. */
  public static DatabaseAccess access(LocalConfig config, String name) {
    String owner = name + "_owner";
    String user = name + "_app";
    String url = "jdbc:postgresql://127.0.0.1:" + config.ports().postgres() + "/" + name;
    Path folder = config.postgres();
    return new DatabaseAccess(url, owner, secret(folder, owner), user, secret(folder, user));
  }

  /** A secret that the first start has made. */
  public static String secret(Path folder, String name) {
    return Passwords.in(folder)
        .find(name)
        .orElseThrow(
            () -> new LocalFailure("nothing has run here yet; start it first: ./trunkline up"));
  }
}

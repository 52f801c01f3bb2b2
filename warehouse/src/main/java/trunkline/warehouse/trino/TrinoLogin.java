package trunkline.warehouse.trino;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import trunkline.warehouse.refusal.Refusal;

/**
 * How a Trino of ours is asked by JDBC.
 *
 * @param driver the jar of its driver
 * @param certificate whom to trust
 * @param token who asks; a secret
 */
public record TrinoLogin(Path driver, int port, Path certificate, String token) {
  static final String USER = "trunkline";
  private static final String CLASS = "io.trino.jdbc.TrinoDriver";

  /** The address for any JDBC client, which adds the token as {@code accessToken}. */
  public String url() {
    return "jdbc:trino://127.0.0.1:%d/lake?SSL=true&SSLTrustStorePath=%s"
        .formatted(port, certificate);
  }

  public String user() {
    return USER;
  }

  /** Leaves the token in a file that only its owner reads. */
  public Path tokenFile() {
    try {
      Path file = certificate.resolveSibling("token");
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, token);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A session of its own. The driver has a class loader of its own too: on the class path {@code
   * DriverManager} would start it in every process (decisions/0018).
   */
  public TrinoSession open() throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("accessToken", token);
    properties.setProperty("timezone", "UTC");
    return new TrinoSession(Loaded.driver(driver).connect(url(), properties));
  }

  @Override
  public String toString() {
    return "TrinoLogin[" + url() + "]";
  }

  private static final class Loaded {
    private static final Map<Path, Driver> BY_JAR = new ConcurrentHashMap<>();

    static Driver driver(Path jar) {
      return BY_JAR.computeIfAbsent(jar, Loaded::load);
    }

    private static Driver load(Path jar) {
      try {
        URL[] places = {jar.toUri().toURL()};
        var loader = new URLClassLoader(places, ClassLoader.getPlatformClassLoader());
        return (Driver) loader.loadClass(CLASS).getDeclaredConstructor().newInstance();
      } catch (MalformedURLException | ReflectiveOperationException e) {
        throw Refusal.trinoMissing(jar, e.toString());
      }
    }
  }
}

package trunkline.warehouse.trino;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import trunkline.warehouse.refusal.Refusal;

/**
 * Trino as the build has unpacked it.
 *
 * @param server the folder of the server's jars
 * @param iceberg the folder of its Iceberg connector
 * @param driver its JDBC driver
 */
public record TrinoInstallation(Path server, Path iceberg, Path driver) {
  /** What lies in a folder, each part under a name that ends with its version. */
  public static TrinoInstallation in(Path folder) {
    return new TrinoInstallation(
        part(folder, "trino-server-core-*").resolve("lib"),
        part(folder, "trino-iceberg-*"),
        part(folder, "trino-jdbc-*.jar"));
  }

  private static Path part(Path folder, String name) {
    if (!Files.isDirectory(folder)) {
      throw Refusal.trinoMissing(folder, "the folder is not there");
    }
    try (var found = Files.newDirectoryStream(folder, name)) {
      var parts = found.iterator();
      if (!parts.hasNext()) {
        throw Refusal.trinoMissing(folder, "there is no " + name);
      }
      return parts.next().toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server's class path, with more behind it. */
  String classPath(List<Path> more) {
    var path = new StringBuilder(server.resolve("*").toString());
    more.forEach(place -> path.append(File.pathSeparatorChar).append(place));
    return path.toString();
  }
}

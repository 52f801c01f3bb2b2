package trunkline.delivery.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import trunkline.local.ServiceRow;
import trunkline.local.alone.Bed;
import trunkline.local.alone.Program;
import trunkline.local.alone.Training;

/**
 * The image of one service for the processor that runs here. What changes least lies lowest: the
 * Java runtime, libraries, our jars, the cache; so a deployment fetches little.
 */
final class ServiceImage {
  private static final int PORT = 8080;

  /** As the task definition says (infra/modules/service). */
  private static final String USER = "10001:10001";

  private final ServiceRow row;
  private final Tree tree;

  private ServiceImage(ServiceRow row, Tree tree) {
    this.row = row;
    this.tree = tree;
  }

  /**
   * Lays the files out and trains the service on them.
   *
   * @param runtime a Java runtime that suits the service
   * @param folder where the image's files are laid out; must not be there yet
   */
  static ServiceImage trained(ServiceRow row, Path runtime, Path folder)
      throws IOException, InterruptedException {
    var tree = new Tree(folder);
    copyFolder(runtime, tree.at(Tree.JAVA));
    List<Path> jars = tree.placeJars(Program.jars(row.name()));
    String mainClass = Program.mainOf(row.name());
    tree.writeArguments(mainClass, jars);
    tree.setTimes();
    var program =
        new Program(
            tree.at(Tree.JAVA).resolve("bin/java"),
            jars.stream().map(Path::toString).toList(),
            mainClass);
    try (var bed = new Bed()) {
      new Training(bed).train(row, program, tree.at(Tree.CACHE));
    }
    return new ServiceImage(row, tree);
  }

  /**
   * Builds the image and brings it where it belongs.
   *
   * @param base what it stands on, as Jib writes it: {@code registry://}, {@code tar://} or a bare
   *     name; it must have a C library
   * @throws ImageFailure a registry refused, or the base can't be read
   */
  JibContainer build(String base, Containerizer to) throws IOException, InterruptedException {
    try {
      return Jib.from(base)
          .setPlatforms(Set.of(platform()))
          .setFormat(ImageFormat.OCI)
          .addFileEntriesLayer(layer("java", Tree.JAVA, file -> true))
          .addFileEntriesLayer(layer("libraries", Tree.LIBRARIES, file -> !isOurs(file)))
          .addFileEntriesLayer(layer("trunkline", Tree.LIBRARIES, ServiceImage::isOurs))
          .addFileEntriesLayer(layer("arguments", Tree.ARGUMENTS, file -> true))
          .addFileEntriesLayer(layer("cache", Tree.CACHE, file -> true))
          .setUser(USER)
          .setExposedPorts(Set.of(Port.tcp(PORT)))
          .setEnvironment(
              Map.of("TRUNKLINE_HTTP_HOST", "0.0.0.0", "TRUNKLINE_HTTP_PORT", "" + PORT))
          .setLabels(
              Map.of(
                  "org.opencontainers.image.title",
                  "trunkline/" + row.name(),
                  "org.opencontainers.image.licenses",
                  "Apache-2.0"))
          .setEntrypoint("/" + Tree.JAVA + "/bin/java", "@/" + Tree.ARGUMENTS)
          .containerize(to.setToolName("trunkline"));
    } catch (InvalidImageReferenceException
        | RegistryException
        | CacheDirectoryCreationException
        | ExecutionException e) {
      throw new ImageFailure("no image of " + row.name() + ": " + e.getMessage(), e);
    }
  }

  private static boolean isOurs(Path file) {
    return file.getFileName().toString().startsWith("trunkline-");
  }

  static Platform platform() {
    boolean arm = System.getProperty("os.arch").equals("aarch64");
    return new Platform(arm ? "arm64" : "amd64", "linux");
  }

  /** The chosen files under a path of the tree; what may be run here may be run there. */
  private FileEntriesLayer layer(String name, String path, Predicate<Path> chosen)
      throws IOException {
    var layer = FileEntriesLayer.builder().setName(name);
    try (Stream<Path> files = Files.walk(tree.at(path))) {
      for (Path file : files.filter(Files::isRegularFile).filter(chosen).sorted().toList()) {
        layer.addEntry(
            file,
            AbsoluteUnixPath.get("/" + tree.at("").relativize(file)),
            FilePermissions.fromOctalString(Files.isExecutable(file) ? "755" : "644"),
            Tree.TIME);
      }
    }
    return layer.build();
  }

  private static void copyFolder(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}

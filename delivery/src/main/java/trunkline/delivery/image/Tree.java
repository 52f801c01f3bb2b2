package trunkline.delivery.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import trunkline.local.alone.Program;

/**
 * The files of an image under a folder, as they lie in it under the root. A service is trained on
 * them where they are: its cache holds for jars of the same name, size and time, wherever the
 * folder that all of them lie in is.
 */
final class Tree {
  static final String JAVA = "opt/java";
  static final String LIBRARIES = "opt/trunkline/lib";
  static final String CACHE = "opt/trunkline/service.aot";
  static final String ARGUMENTS = "opt/trunkline/arguments";

  /** One time for all files, so that the same content is the same layer. */
  static final Instant TIME = Instant.ofEpochSecond(1);

  private final Path root;

  Tree(Path root) {
    this.root = root;
  }

  Path at(String path) {
    return root.resolve(path);
  }

  /** Puts jars where the image has them, in the order of the class path. */
  List<Path> placeJars(List<Path> jars) throws IOException {
    Files.createDirectories(at(LIBRARIES));
    List<Path> placed = new ArrayList<>();
    for (Path jar : jars) {
      Path file = at(LIBRARIES).resolve(jar.getFileName());
      Files.copy(jar, file);
      placed.add(file);
    }
    return List.copyOf(placed);
  }

  /**
   * Writes the file that java reads its arguments from, so that the command of a container stays
   * one that a person can read.
   */
  void writeArguments(String mainClass, List<Path> jars) throws IOException {
    List<String> lines = new ArrayList<>(Program.FLAGS);
    lines.add("-XX:AOTCache=/" + CACHE);
    lines.add("-XX:MaxRAMPercentage=60"); // the rest is for threads, code and classes
    lines.add("-XX:+ExitOnOutOfMemoryError"); // whoever runs the container starts it anew
    lines.add("-XX:-UsePerfData"); // the root is read-only
    lines.add("-cp");
    lines.add(String.join(":", jars.stream().map(jar -> "/" + root.relativize(jar)).toList()));
    lines.add(mainClass);
    Files.write(at(ARGUMENTS), lines);
  }

  /** Gives every file the one time. */
  void setTimes() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(TIME));
      }
    }
  }
}

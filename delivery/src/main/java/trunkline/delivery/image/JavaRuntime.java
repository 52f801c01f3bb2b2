package trunkline.delivery.image;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java runtime of the modules that some jars need: a third of a JDK, without compiler and tools,
 * so there is less to fetch, to scan and to attack.
 */
final class JavaRuntime {
  /** What jdeps can't see: flight recordings of a running service, and names looked up by DNS. */
  private static final String UNSEEN = "jdk.jfr,jdk.naming.dns";

  private JavaRuntime() {}

  /** Makes it at {@code folder}, which must not be there yet, from the JDK that runs here. */
  static void link(List<Path> jars, Path folder) throws IOException {
    run(
        "jlink",
        "--add-modules",
        modules(jars) + "," + UNSEEN,
        "--strip-java-debug-attributes",
        "--no-header-files",
        "--no-man-pages",
        "--output",
        folder.toString());
  }

  private static String modules(List<Path> jars) throws IOException {
    String classPath =
        jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    Stream<String> arguments =
        Stream.of(
            "--multi-release",
            Integer.toString(Runtime.version().feature()),
            "--ignore-missing-deps",
            "--print-module-deps",
            "--class-path",
            classPath,
            jars.getFirst().toString());
    return run("jdeps", arguments.toArray(String[]::new)).lines().toList().getLast().strip();
  }

  private static String run(String name, String... arguments) throws IOException {
    ToolProvider tool =
        ToolProvider.findFirst(name)
            .orElseThrow(() -> new IOException("a JDK is needed: this Java has no " + name));
    var out = new StringWriter();
    try (var writer = new PrintWriter(out)) {
      if (tool.run(writer, writer, arguments) != 0) {
        throw new IOException(name + " failed: " + out);
      }
    }
    return out.toString();
  }
}

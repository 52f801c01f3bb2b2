package trunkline.local.alone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a service is run as a process of its own.
 *
 * @param java the java command, after what must stand before it, such as a change of the root
 * @param classPath jars, as that java sees them
 * @param mainClass what it runs
 */
public record Program(List<String> java, List<String> classPath, String mainClass) {
  /**
   * For one process on a small machine: the collector that costs least, small object headers, and
   * constructors called by reflection without code made for each (a fifth of a second at start).
   */
  public static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-Djdk.reflect.useNativeAccessorOnly=true");

  public Program {
    java = List.copyOf(java);
    classPath = List.copyOf(classPath);
  }

  /**
   * A service as its build left it, under the Java that runs here.
   *
   * @throws IllegalStateException the class path has no jar of that service
   */
  public static Program built(String service) {
    return new Program(
        List.of(ProcessHandle.current().info().command().orElseThrow()),
        jars(service).stream().map(Path::toString).toList(),
        mainOf(service));
  }

  /** The main class of a service. */
  public static String mainOf(String service) {
    return "trunkline.%s.%s%sMain"
        .formatted(service, Character.toUpperCase(service.charAt(0)), service.substring(1));
  }

  /**
   * The service's own jar, then what its build found that it needs.
   *
   * @throws IllegalStateException the class path has no jar of that service
   */
  public static List<Path> jars(String service) {
    String name = "trunkline-" + service + "-";
    Path jar =
        Stream.of(System.getProperty("java.class.path").split(":"))
            .map(Path::of)
            .filter(path -> path.getFileName().toString().startsWith(name))
            .findFirst()
            .orElseThrow(
                () -> new IllegalStateException("the class path has no jar of " + service));
    try {
      String needed = Files.readString(jar.resolveSibling("dependencies.classpath")).strip();
      return Stream.concat(Stream.of(jar), Stream.of(needed.split(":")).map(Path::of)).toList();
    } catch (IOException e) {
      throw new IllegalStateException("build it first: " + jar, e);
    }
  }

  List<String> command(List<String> flags) {
    List<String> command = new ArrayList<>(java);
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(List.of("-cp", String.join(":", classPath), mainClass));
    return command;
  }
}

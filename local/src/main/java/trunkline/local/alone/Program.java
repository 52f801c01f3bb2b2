package trunkline.local.alone;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a service is run as a process of its own.
 *
 * @param java the java command
 * @param classPath jars, as that java sees them
 * @param mainClass what it runs
 */
public record Program(Path java, List<String> classPath, String mainClass) {
  /**
   * For one process on a small machine: the collector that costs least, small object headers,
   * constructors called by reflection without code made for each (a fifth of a second at start),
   * and code compiled only when it is hotter, since two cores start and compile at once (a tenth).
   */
  public static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-Djdk.reflect.useNativeAccessorOnly=true",
          "-XX:CompileThresholdScaling=4");

  public Program {
    classPath = List.copyOf(classPath);
  }

  /**
   * A service as its build left it, under the Java that runs here.
   *
   * @throws IllegalStateException it was compiled, but not built into a jar
   */
  public static Program built(String service) {
    return new Program(
        Path.of(ProcessHandle.current().info().command().orElseThrow()),
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
   * @throws IllegalStateException it was compiled, but not built into a jar
   */
  public static List<Path> jars(String service) {
    try {
      var source = Class.forName(mainOf(service)).getProtectionDomain().getCodeSource();
      Path jar = Path.of(source.getLocation().toURI());
      String needed = Files.readString(jar.resolveSibling("dependencies.classpath")).strip();
      return Stream.concat(Stream.of(jar), Stream.of(needed.split(":")).map(Path::of)).toList();
    } catch (ReflectiveOperationException | URISyntaxException | IOException e) {
      throw new IllegalStateException("there is no jar of " + service + ": build it first", e);
    }
  }

  /** The command line, with more flags. */
  public List<String> command(List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(java.toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(List.of("-cp", String.join(":", classPath), mainClass));
    return command;
  }
}

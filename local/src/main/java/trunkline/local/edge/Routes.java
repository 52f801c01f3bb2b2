package trunkline.local.edge;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rows of {@code contracts/edge/routes.yaml}, the longest prefix first. On one machine the
 * services reach each other here too, so {@code internal} routes are among them.
 */
record Routes(int maxBodyMebibytes, List<Route> routes, List<Route> internal) {
  Routes {
    routes =
        Stream.concat(routes.stream(), internal.stream())
            .sorted(Comparator.comparingInt((Route route) -> route.prefix().length()).reversed())
            .toList();
  }

  static Routes read() {
    try (InputStream yaml = Routes.class.getResourceAsStream("routes.yaml")) {
      return new YAMLMapper().readValue(yaml, Routes.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whose a path is. One with a {@code ..} in it is nobody's: the service would read it as another
   * path than the one that was matched here.
   */
  Optional<Route> find(String rawPath) {
    return climbs(rawPath)
        ? Optional.empty()
        : routes.stream().filter(route -> route.matches(rawPath)).findFirst();
  }

  private static boolean climbs(String rawPath) {
    if (!rawPath.contains("..") && !rawPath.contains("%2")) {
      return false;
    }
    for (String segment : rawPath.split("/", -1)) {
      String dots = segment.replace("%2e", ".").replace("%2E", ".");
      if (dots.equals("..") || dots.startsWith("..;")) {
        return true;
      }
    }
    return false;
  }

  long maxBodyBytes() {
    return maxBodyMebibytes * 1024L * 1024L;
  }
}

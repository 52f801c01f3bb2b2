package trunkline.platform.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import trunkline.platform.refusal.KernelRefusals;

/**
 * Finds the route of a request. Paths are either fixed or end in one parameter ({@code
 * …/customer/{id}}), so two look-ups decide; a service has some eighty routes, and trying one
 * pattern after the other would cost more than the read behind it.
 */
final class Router {
  /** A route and the value of its path's parameter, empty when it has none. */
  record Match(Route route, String parameter) {}

  private static final String PARAMETER = "/{id}";

  private final Map<String, Map<String, Route>> fixed = new HashMap<>();
  private final Map<String, Map<String, Route>> withParameter = new HashMap<>();

  Router(List<Route> routes) {
    for (Route route : routes) {
      boolean ends = route.path().endsWith(PARAMETER);
      String key =
          ends
              ? route.path().substring(0, route.path().length() - PARAMETER.length())
              : route.path();
      if (key.contains("{")) {
        throw new IllegalArgumentException(
            "a path's one parameter is its last segment: " + route.path());
      }
      (ends ? withParameter : fixed)
          .computeIfAbsent(key, k -> new TreeMap<>())
          .put(route.method().text(), route);
    }
  }

  /** {@code path} undecoded; refuses what no route has with 404 or 405. */
  Match match(String method, String path) {
    Map<String, Route> routes = fixed.get(path);
    if (routes != null) {
      return new Match(allowed(routes, method), "");
    }
    int slash = path.lastIndexOf('/');
    routes = slash < 0 ? null : withParameter.get(path.substring(0, slash));
    if (routes == null || slash + 1 == path.length()) {
      throw KernelRefusals.noSuchPath().asException();
    }
    return new Match(allowed(routes, method), decode(path.substring(slash + 1)));
  }

  private static Route allowed(Map<String, Route> routes, String method) {
    @Nullable Route route = routes.get(method);
    if (route == null) {
      throw KernelRefusals.methodNotAllowed(String.join(", ", routes.keySet())).asException();
    }
    return route;
  }

  private static String decode(String segment) {
    if (segment.indexOf('%') < 0) {
      return segment;
    }
    try {
      String decoded = URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
      if (decoded.indexOf('\0') < 0) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      throw KernelRefusals.badRequest("The path is not percent-encoded correctly").asException();
    }
    throw KernelRefusals.badRequest("The path holds a NUL character").asException();
  }
}

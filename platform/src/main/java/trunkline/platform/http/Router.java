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
 * Finds the route of a request. Paths are fixed, or have one parameter as their last segment
 * ({@code …/customer/{id}}) or as the one before ({@code …/hub/{id}/deadLetter}), or two around a
 * word at their end ({@code …/namespaces/{id}/tables/{name}}), so four look-ups decide; a service
 * has some eighty routes, and trying one pattern after the other would cost more than the read
 * behind it.
 */
final class Router {
  /** A route and the values of its path's parameters, empty where it has none. */
  record Match(Route route, String parameter, String second) {}

  private static final String PARAMETER = "/{id}";
  private static final String SECOND = "/{name}";

  private final Map<String, Map<String, Route>> fixed = new HashMap<>();
  private final Map<String, Map<String, Route>> withParameter = new HashMap<>();

  /** By what stands before the parameter and what stands behind it. */
  private final Map<Around, Map<String, Route>> aroundParameter = new HashMap<>();

  /** By what stands before the first of two parameters and what stands between them. */
  private final Map<Around, Map<String, Route>> twoParameters = new HashMap<>();

  private record Around(String before, String behind) {}

  Router(List<Route> routes) {
    for (Route route : routes) {
      routesAt(route.path()).put(route.method().text(), route);
    }
  }

  private Map<String, Route> routesAt(String path) {
    int parameter = path.indexOf(PARAMETER);
    if (parameter < 0) {
      return fixed.computeIfAbsent(path, k -> new TreeMap<>());
    }
    String before = path.substring(0, parameter);
    String behind = path.substring(parameter + PARAMETER.length());
    if (behind.endsWith(SECOND) && behind.indexOf('/', 1) == behind.length() - SECOND.length()) {
      String between = behind.substring(1, behind.length() - SECOND.length());
      return twoParameters.computeIfAbsent(new Around(before, between), k -> new TreeMap<>());
    }
    if (before.contains("{") || behind.contains("{") || behind.lastIndexOf('/') > 0) {
      throw new IllegalArgumentException(
          "a path's parameters are {id} as its last segment or the one before, or {id}/…/{name}: "
              + path);
    }
    return behind.isEmpty()
        ? withParameter.computeIfAbsent(before, k -> new TreeMap<>())
        : aroundParameter.computeIfAbsent(
            new Around(before, behind.substring(1)), k -> new TreeMap<>());
  }

  /**
   * {@code path} undecoded; refuses what no route has with 404 or 405. A slash behind a fixed path
   * means nothing: TM Forum's own kits write it.
   */
  Match match(String method, String path) {
    Map<String, Route> routes =
        fixed.get(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    if (routes != null) {
      return new Match(allowed(routes, method), "", "");
    }
    int slash = path.lastIndexOf('/');
    if (slash >= 0 && slash + 1 < path.length()) {
      routes = withParameter.get(path.substring(0, slash));
      if (routes != null) {
        return new Match(allowed(routes, method), decode(path.substring(slash + 1)), "");
      }
      int before = path.lastIndexOf('/', slash - 1);
      routes = before < 0 ? null : aroundParameter.get(around(path, before, slash));
      if (routes != null && before + 1 < slash) {
        return new Match(allowed(routes, method), decode(path.substring(before + 1, slash)), "");
      }
      int first = before < 0 ? -1 : path.lastIndexOf('/', before - 1);
      routes =
          first < 0
              ? null
              : twoParameters.get(
                  new Around(path.substring(0, first), path.substring(before + 1, slash)));
      if (routes != null && first + 1 < before) {
        return new Match(
            allowed(routes, method),
            decode(path.substring(first + 1, before)),
            decode(path.substring(slash + 1)));
      }
    }
    throw KernelRefusals.noSuchPath().asException();
  }

  private static Around around(String path, int before, int slash) {
    return new Around(path.substring(0, before), path.substring(slash + 1));
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

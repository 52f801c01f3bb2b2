package trunkline.local;

import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A service that runs here.
 *
 * @param name its name, also that of its database
 * @param start starts it from settings in dotted form; closing what comes back stops it
 * @param secrets settings of its own that are secrets: each is made once for this machine, and
 *     written as the service expects it
 */
public record ServiceRow(
    String name,
    Function<Map<String, String>, AutoCloseable> start,
    Map<String, UnaryOperator<String>> secrets) {

  public ServiceRow {
    secrets = Map.copyOf(secrets);
  }

  /** A service that has no secrets of its own. */
  public ServiceRow(String name, Function<Map<String, String>, AutoCloseable> start) {
    this(name, start, Map.of());
  }
}

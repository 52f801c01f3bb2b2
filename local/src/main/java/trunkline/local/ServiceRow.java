package trunkline.local;

import java.util.Map;
import java.util.function.Function;

/**
 * A service that runs here.
 *
 * @param name its name, also that of its database
 * @param start starts it from settings in dotted form; closing what comes back stops it
 */
public record ServiceRow(String name, Function<Map<String, String>, AutoCloseable> start) {}

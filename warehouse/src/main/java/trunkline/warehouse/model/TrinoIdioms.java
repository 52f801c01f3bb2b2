package trunkline.warehouse.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Trino's spelling of the idioms. Trino keeps no functions in this lake's catalog, so those that a
 * query names, and those that they name, are defined in the statement itself.
 */
final class TrinoIdioms {
  private static final Pattern FUNCTION = Pattern.compile("FUNCTION ([a-z_]+)\\(");
  private static final Map<String, String> IN_ORDER = functions();

  private TrinoIdioms() {}

  /** The file's functions by name; each comes after those that it names. */
  private static Map<String, String> functions() {
    String statements =
        Idioms.read("/models/idioms.trino.sql")
            .lines()
            .filter(line -> !line.startsWith("--"))
            .collect(Collectors.joining("\n"));
    Map<String, String> functions = new LinkedHashMap<>();
    for (String function : statements.split("(?m)^(?=FUNCTION )")) {
      Matcher name = FUNCTION.matcher(function);
      if (name.find()) {
        functions.put(name.group(1), function.strip().replaceFirst(";$", ""));
      }
    }
    return functions;
  }

  /** The query with what it needs before it. */
  static String before(String query) {
    Deque<String> needed = new ArrayDeque<>();
    var names = new StringBuilder(query);
    IN_ORDER.entrySet().stream()
        .toList()
        .reversed()
        .forEach(
            function -> {
              if (isNamed(function.getKey(), names)) {
                needed.addFirst(function.getValue());
                names.append(' ').append(function.getValue());
              }
            });
    return needed.isEmpty() ? query : "WITH " + String.join(",\n", needed) + "\n" + query;
  }

  private static boolean isNamed(String function, CharSequence text) {
    return Pattern.compile("\\b" + function + "\\(").matcher(text).find();
  }
}

package trunkline.local.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same figure at each station of its way; all of one row must be equal. */
final class Figures {
  private record Row(String what, List<String> stations, boolean equal) {}

  private final List<Row> rows = new ArrayList<>();

  /** Adds a row: pairs of station and value. */
  void add(String what, Object... stationsAndValues) {
    List<String> stations = new ArrayList<>();
    boolean equal = true;
    for (int i = 0; i < stationsAndValues.length; i += 2) {
      stations.add(stationsAndValues[i] + " " + shown(stationsAndValues[i + 1]));
      equal &= shown(stationsAndValues[i + 1]).equals(shown(stationsAndValues[1]));
    }
    rows.add(new Row(what, stations, equal));
  }

  private static String shown(Object value) {
    return value instanceof Long number
        ? String.format(Locale.ROOT, "%,d", number)
        : String.valueOf(value);
  }

  boolean allEqual() {
    return rows.stream().allMatch(Row::equal);
  }

  void print(PrintWriter out) {
    for (Row row : rows) {
      out.printf(
          "  %-26s %s  %s%n",
          row.what(), row.equal() ? "=" : "≠ DIFFERS", String.join("  =  ", row.stations()));
    }
  }
}

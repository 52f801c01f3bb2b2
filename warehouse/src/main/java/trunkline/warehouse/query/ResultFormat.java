package trunkline.warehouse.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import trunkline.platform.json.Json;

/** How an answer is written for a person or a program. */
public enum ResultFormat {
  /** Columns side by side, numbers to the right. */
  TABLE {
    @Override
    public String write(QueryResult result) {
      List<List<String>> cells = new ArrayList<>();
      cells.add(result.columns());
      result.rows().forEach(row -> cells.add(row.stream().map(v -> text(v, "-")).toList()));
      int[] widths =
          IntStream.range(0, result.columns().size())
              .map(i -> cells.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
              .toArray();
      var out = new StringBuilder();
      for (int i = 0; i < cells.size(); i++) {
        boolean[] right = new boolean[widths.length];
        for (int c = 0; i > 0 && c < widths.length; c++) {
          right[c] = result.rows().get(i - 1).get(c) instanceof Number;
        }
        out.append(line(cells.get(i), widths, right)).append('\n');
        if (i == 0) {
          out.append(rule(widths)).append('\n');
        }
      }
      return out.append(footer(result)).toString();
    }
  },
  /** RFC 4180: comma, quotes where needed, CRLF; null is empty. */
  CSV {
    @Override
    public String write(QueryResult result) {
      var out = new StringBuilder(csvLine(result.columns()));
      result.rows().forEach(row -> out.append(csvRow(row)));
      return out.toString();
    }
  },
  /** One JSON object a line. */
  JSON {
    @Override
    public String write(QueryResult result) {
      var out = new StringBuilder();
      for (var row : result.rows()) {
        out.append(jsonLine(result.columns(), row));
      }
      return out.toString();
    }
  };

  public abstract String write(QueryResult result);

  /** One row as a JSON object, with its line's end. */
  public static String jsonLine(List<String> columns, List<@Nullable Object> row) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int i = 0; i < row.size(); i++) {
      object.put(columns.get(i), jsonValue(row.get(i)));
    }
    return Json.write(object) + "\n";
  }

  /** Numbers, truth and nothing as they are, all else as its text. */
  public static @Nullable Object jsonValue(@Nullable Object value) {
    boolean isPlain = value == null || value instanceof Number || value instanceof Boolean;
    return isPlain ? value : String.valueOf(value);
  }

  /** One row of RFC 4180, with its line's end; nothing is empty. */
  public static String csvRow(List<@Nullable Object> row) {
    return csvLine(row.stream().map(value -> text(value, "")).toList());
  }

  private static String text(@Nullable Object value, String absent) {
    return switch (value) {
      case null -> absent;
      case BigDecimal number -> number.toPlainString();
      default -> value.toString();
    };
  }

  private static String line(List<String> cells, int[] widths, boolean[] right) {
    return IntStream.range(0, widths.length)
        .mapToObj(
            i -> {
              String pad = " ".repeat(widths[i] - cells.get(i).length());
              return right[i] ? pad + cells.get(i) : cells.get(i) + pad;
            })
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static String rule(int[] widths) {
    return IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining("  "));
  }

  private static String footer(QueryResult result) {
    int rows = result.rows().size();
    String count = rows == 1 ? "1 row" : rows + " rows";
    return result.isCut() ? count + ", and there are more: raise --limit\n" : count + "\n";
  }

  /** The same of texts, such as the columns' names. */
  public static String csvLine(List<String> cells) {
    return cells.stream().map(ResultFormat::csvCell).collect(Collectors.joining(",")) + "\r\n";
  }

  private static String csvCell(String cell) {
    boolean isPlain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return isPlain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}

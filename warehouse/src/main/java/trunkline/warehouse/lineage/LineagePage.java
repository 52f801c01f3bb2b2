package trunkline.warehouse.lineage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import trunkline.warehouse.model.ModelDescription;

/**
 * All models on one page that needs nothing but itself: a drawing with a column for each layer, and
 * below it what each table is, what it reads, who reads it, its columns and its tests.
 */
public final class LineagePage {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <title>Lineage of the warehouse</title>
      <style>
        body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1c2330; }
        svg text { font: 12px system-ui, sans-serif; }
        svg rect { fill: #eef3fb; stroke: #8aa4cc; }
        svg path { fill: none; stroke: #b9c6da; }
        svg a:hover rect, svg a:focus rect { fill: #d5e3fa; }
        section { border-top: 1px solid #d6dce6; padding-top: .6rem; margin-top: 1.6rem; }
        h2 { font-size: 1.1rem; margin: .2rem 0; }
        table { border-collapse: collapse; margin: .5rem 0; }
        td { padding: .15rem 1rem .15rem 0; vertical-align: top; }
        a { color: #17509e; }
        @media (prefers-color-scheme: dark) {
          body { background: #12161d; color: #dde4ee; } a { color: #8db8f5; }
          svg rect { fill: #1e2938; stroke: #48608a; } svg text { fill: #dde4ee; } svg path { stroke: #3a475c; }
          section { border-color: #2c3644; }
        }
      </style>
      <h1>Lineage of the warehouse</h1>
      <p>What each table is made from, from the landed events on the left to the marts on the right.</p>
      %s
      %s
      </html>
      """;

  private final List<ModelDescription> models;
  private final Map<String, List<String>> readers = new LinkedHashMap<>();

  public LineagePage(List<ModelDescription> models) {
    this.models = List.copyOf(models);
    for (ModelDescription model : models) {
      for (String input : model.inputs()) {
        readers.computeIfAbsent(input, k -> new ArrayList<>()).add(model.table());
      }
    }
  }

  /** The whole page. */
  public String html() {
    return PAGE.formatted(
        new LineageDrawing(models).svg(),
        models.stream().map(this::section).collect(Collectors.joining("\n")));
  }

  private String section(ModelDescription model) {
    return """
        <section id="%1$s">
        <h2>%1$s</h2>
        <p>%2$s. Owner: %3$s.</p>
        <p>Reads: %4$s. Read by: %5$s.</p>
        <table>%6$s</table>
        <details><summary>%7$d tests</summary><ul>%8$s</ul></details>
        </section>
        """
        .formatted(
            escaped(model.table()),
            escaped(model.grain()),
            escaped(model.owner()),
            links(model.inputs()),
            links(readers.getOrDefault(model.table(), List.of())),
            rows(model.columns()),
            model.tests().size(),
            model.tests().stream()
                .map(test -> "<li>" + escaped(test) + "</li>")
                .collect(Collectors.joining()));
  }

  private String links(List<String> tables) {
    return tables.isEmpty()
        ? "nothing"
        : new TreeSet<>(tables).stream().map(this::link).collect(Collectors.joining(", "));
  }

  private String link(String table) {
    boolean isHere = models.stream().anyMatch(model -> model.table().equals(table));
    String name = escaped(table);
    return isHere ? "<a href=\"#%s\">%s</a>".formatted(name, name) : name;
  }

  private static String rows(Map<String, String> columns) {
    return columns.entrySet().stream()
        .map(c -> "<tr><td><code>%s</code><td>%s".formatted(escaped(c.getKey()), escaped(c.getValue())))
        .collect(Collectors.joining("\n"));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

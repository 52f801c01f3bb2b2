package trunkline.warehouse.lineage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
  private static final String FILE = "/lineage/page.html";

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
    return page()
        .replace("{{drawing}}", new LineageDrawing(models).svg())
        .replace(
            "{{models}}", models.stream().map(this::section).collect(Collectors.joining("\n")));
  }

  private static String page() {
    try (InputStream in = LineagePage.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + FILE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
        .map(
            c ->
                "<tr><td><code>%s</code><td>%s"
                    .formatted(escaped(c.getKey()), escaped(c.getValue())))
        .collect(Collectors.joining("\n"));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

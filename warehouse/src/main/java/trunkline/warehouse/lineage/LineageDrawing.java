package trunkline.warehouse.lineage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trunkline.warehouse.model.ModelDescription;

/** The tables as boxes, a column for each layer, and a line from each to what is made from it. */
final class LineageDrawing {
  private static final List<String> LAYERS = List.of("bronze", "staging", "core", "marts");
  private static final int BOX_WIDTH = 210;
  private static final int BOX_HEIGHT = 24;
  private static final int COLUMN = 290;
  private static final int ROW = 34;

  private final List<ModelDescription> models;
  private final Map<String, Box> boxes = new LinkedHashMap<>();

  private record Box(int x, int y) {}

  LineageDrawing(List<ModelDescription> models) {
    this.models = models;
    Map<Integer, Integer> rows = new TreeMap<>();
    for (String table : tables()) {
      int column = Math.max(0, LAYERS.indexOf(layer(table)));
      int row = rows.merge(column, 1, Integer::sum) - 1;
      boxes.put(table, new Box(column * COLUMN, row * ROW));
    }
  }

  private List<String> tables() {
    var tables = new ArrayList<String>();
    models.stream()
        .flatMap(model -> model.inputs().stream())
        .filter(input -> models.stream().noneMatch(model -> model.table().equals(input)))
        .distinct()
        .forEach(tables::add);
    models.forEach(model -> tables.add(model.table()));
    return tables;
  }

  private static String layer(String table) {
    return table.substring(0, table.indexOf('.'));
  }

  String svg() {
    int height = boxes.values().stream().mapToInt(Box::y).max().orElse(0) + ROW;
    int width = (LAYERS.size() - 1) * COLUMN + BOX_WIDTH + 2;
    var svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"-1 -1 %d %d\" role=\"img\" aria-label=\"Tables and what they are made from\">\n"
            .formatted(width, height));
    for (ModelDescription model : models) {
      model.inputs().forEach(input -> svg.append(line(input, model.table())));
    }
    boxes.forEach((table, box) -> svg.append(box(table, box)));
    return svg.append("</svg>").toString();
  }

  private String line(String from, String to) {
    Box start = boxes.getOrDefault(from, new Box(0, 0));
    Box end = boxes.getOrDefault(to, new Box(0, 0));
    int x1 = start.x() + BOX_WIDTH;
    int y1 = start.y() + BOX_HEIGHT / 2;
    int y2 = end.y() + BOX_HEIGHT / 2;
    // within a layer the line leaves and enters on the right
    int x2 = start.x() == end.x() ? x1 : end.x();
    int bend = start.x() == end.x() ? x1 + COLUMN - BOX_WIDTH : (x1 + x2) / 2;
    return "<path d=\"M%d %d C%d %d %d %d %d %d\"/>\n"
        .formatted(x1, y1, bend, y1, bend, y2, x2, y2);
  }

  private String box(String table, Box box) {
    String name = LineagePage.escaped(table);
    String drawn =
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/><text x=\"%d\" y=\"%d\">%s</text>"
            .formatted(box.x(), box.y(), BOX_WIDTH, BOX_HEIGHT, box.x() + 8, box.y() + 16, name);
    boolean isModel = models.stream().anyMatch(model -> model.table().equals(table));
    return (isModel ? "<a href=\"#%s\">%s</a>".formatted(name, drawn) : drawn) + "\n";
  }
}

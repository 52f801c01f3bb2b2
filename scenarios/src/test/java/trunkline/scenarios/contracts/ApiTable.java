package trunkline.scenarios.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Every path, operation and event of the services' documents, a row for each resource. What all
 * services have alike stands once, with {@code {service}} in the place of the name.
 */
final class ApiTable {
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");
  private static final String EVERY = "every one";

  /** What one path and those below it offer. */
  private static final class Row {
    final List<String> operations = new ArrayList<>();
    final List<String> events = new ArrayList<>();
  }

  /** By service, then by path. */
  private final NavigableMap<String, Map<String, Row>> rows = new TreeMap<>();

  /** {@code documents} by the name of their service. */
  static ApiTable of(Map<String, JsonNode> documents) {
    var table = new ApiTable();
    documents.forEach(table::add);
    table.gatherWhatAllHave(documents.keySet().size());
    return table;
  }

  private void add(String service, JsonNode document) {
    Map<String, Row> own = rows.computeIfAbsent(service, s -> new TreeMap<>());
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      String shown =
          path.getKey()
              .replaceAll("^(/docs|/events/v1|/privacy/v1)/" + service + "\\b", "$1/{service}");
      int brace = shown.indexOf("/{id}");
      String base = brace < 0 ? shown : shown.substring(0, brace);
      String below = brace < 0 ? "" : "`" + shown.substring(brace) + "` ";
      own.computeIfAbsent(base, b -> new Row()).operations.add(below + methods(path.getValue()));
    }
    for (String event : (Iterable<String>) document.path("webhooks")::fieldNames) {
      own.forEach((path, row) -> addIfOf(path, event, row));
    }
  }

  private static String methods(JsonNode path) {
    return METHODS.stream()
        .filter(path::has)
        .map(method -> method.toUpperCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  private static void addIfOf(String path, String event, Row row) {
    String resource = path.substring(path.lastIndexOf('/') + 1);
    String kinds = "(Create|AttributeValueChange|StateChange|Delete)Event";
    if (path.startsWith("/tmf-api/") && event.matches(Pattern.quote(resource) + kinds)) {
      row.events.add(event.substring(resource.length(), event.length() - "Event".length()));
    }
  }

  private void gatherWhatAllHave(int services) {
    Map<String, Row> common = new TreeMap<>(rows.firstEntry().getValue());
    rows.values().forEach(own -> common.keySet().retainAll(own.keySet()));
    if (services > 1) {
      rows.values().forEach(own -> own.keySet().removeAll(common.keySet()));
      rows.put(EVERY, common);
    }
  }

  /** As Markdown. */
  String text() {
    var text = new StringBuilder("| service | path | operations | events |\n|---|---|---|---|\n");
    rows.forEach(
        (service, own) ->
            own.forEach(
                (path, row) ->
                    text.append(
                        "| %s | `%s` | %s | %s |%n"
                            .formatted(
                                service,
                                path,
                                String.join("; ", row.operations),
                                String.join(", ", row.events)))));
    return text.toString();
  }
}

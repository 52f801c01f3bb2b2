package trunkline.platform.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import trunkline.platform.json.Json;

/**
 * Holds every answer against the service's OpenAPI document: its status must be listed, its content
 * type, headers and body must be as the status's response says, and no header may come that the
 * operation does not name. A method or path that the document lacks must be refused.
 */
public final class AnswerCheck {
  /** Of the protocol, not of the operation. */
  private static final Set<String> OF_HTTP =
      Set.of("date", "connection", "content-length", "content-type", "transfer-encoding");

  private final ApiDocument document;
  private final Set<String> seen = new ConcurrentSkipListSet<>();

  public AnswerCheck(ApiDocument document) {
    this.document = document;
  }

  /** {@code GET /path 200} for every answer so far. */
  public Set<String> seen() {
    return Set.copyOf(seen);
  }

  /** Fails when the answer is not as it was described. */
  void check(String method, String pathAndQuery, Answer answer) {
    String path = pathAndQuery.replaceFirst("/?(\\?.*)?$", ""); // a slash at the end means nothing
    Map<String, ApiDocument.Operation> here = document.at(path);
    ApiDocument.Operation operation = here.get(method);
    List<String> faults =
        operation == null ? refusal(here, answer) : described(operation, answer, method);
    if (!faults.isEmpty()) {
      throw new AssertionError(
          "%s %s answered %d not as its description says: %s%n%s"
              .formatted(method, pathAndQuery, answer.status(), faults, shown(answer)));
    }
  }

  private static String shown(Answer answer) {
    String text = answer.text();
    return answer.headers().map() + "\n" + text.substring(0, Math.min(2_000, text.length()));
  }

  private List<String> refusal(Map<String, ApiDocument.Operation> here, Answer answer) {
    int wanted = here.isEmpty() ? 404 : 405;
    if (answer.status() != wanted && answer.status() != 400) {
      return List.of("expected " + wanted + ", since the description does not list it");
    }
    if (answer.status() == 405
        && !answer.header("Allow").equals(String.join(", ", new TreeSet<>(here.keySet())))) {
      return List.of("Allow should name " + here.keySet());
    }
    return answer.status() == 405
        ? response("/components/responses/MethodNotAllowed", answer)
        : body("/components/responses/NotFound", answer);
  }

  private List<String> described(ApiDocument.Operation operation, Answer answer, String method) {
    JsonNode responses = operation.node().path("responses");
    String status = Integer.toString(answer.status());
    if (!responses.has(status)) {
      return List.of("the status is not listed");
    }
    seen.add(method + " " + operation.path() + " " + status);
    String reference = responses.path(status).path("$ref").asText();
    String pointer =
        reference.isEmpty()
            ? "/paths/%s/%s/responses/%s"
                .formatted(escaped(operation.path()), method.toLowerCase(Locale.ROOT), status)
            : reference.substring(1);
    var faults = new ArrayList<>(response(pointer, answer));
    faults.addAll(unnamedHeaders(responses, answer));
    return faults;
  }

  private List<String> response(String pointer, Answer answer) {
    var faults = new ArrayList<String>();
    document
        .node()
        .at(pointer + "/headers")
        .properties()
        .forEach(header -> faults.addAll(header(header.getKey(), header.getValue(), answer)));
    faults.addAll(body(pointer, answer));
    return faults;
  }

  private List<String> header(String name, JsonNode described, Answer answer) {
    String value = answer.header(name);
    JsonNode header = document.resolved(described);
    if (value.isEmpty()) {
      return header.path("required").asBoolean() ? List.of("no header " + name) : List.of();
    }
    String pointer = described.path("$ref").asText().substring(1) + "/schema";
    boolean number = header.at("/schema/type").asText().equals("integer");
    JsonNode node =
        number && value.matches("\\d{1,9}")
            ? IntNode.valueOf(Integer.parseInt(value))
            : TextNode.valueOf(value);
    return document.faults(pointer, node).stream().map(f -> name + " " + f).toList();
  }

  private List<String> unnamedHeaders(JsonNode responses, Answer answer) {
    Set<String> named = new TreeSet<>(OF_HTTP);
    responses.forEach(
        response ->
            document
                .resolved(response)
                .path("headers")
                .fieldNames()
                .forEachRemaining(name -> named.add(name.toLowerCase(Locale.ROOT))));
    return answer.headers().map().keySet().stream()
        .filter(name -> !named.contains(name.toLowerCase(Locale.ROOT)))
        .map(name -> "header " + name + " is not named")
        .toList();
  }

  private List<String> body(String pointer, Answer answer) {
    JsonNode content = document.node().at(pointer + "/content");
    if (content.isMissingNode()) {
      return answer.text().isEmpty() ? List.of() : List.of("there should be no body");
    }
    String type = answer.header("Content-Type").split(";", 2)[0];
    if (!content.has(type)) {
      return List.of("its type is " + type);
    }
    String schema = pointer + "/content/" + escaped(type) + "/schema";
    JsonNode node = document.node().at(schema);
    JsonNode line = document.resolved(node).path("x-line");
    if (!line.isMissingNode()) {
      String ofLine = line.path("$ref").asText().substring(1);
      return answer
          .text()
          .lines()
          .flatMap(text -> document.faults(ofLine, Json.parse(text)).stream())
          .toList();
    }
    return type.equals("application/json") ? document.faults(schema, answer.json()) : List.of();
  }

  private static String escaped(String segment) {
    return segment.replace("~", "~0").replace("/", "~1");
  }
}

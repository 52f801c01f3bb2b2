package trunkline.platform.tmf.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;

/**
 * Where an attribute is: {@code contactMedium.characteristic.city}. A segment that meets an array
 * means any of its elements (TMF630 part 1, 4.4), which is what lax JSON path does.
 */
public record AttributePath(List<String> segments) {
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z_@][A-Za-z0-9_@:$-]{0,99}");
  private static final int DEEPEST = 16;

  public AttributePath {
    segments = List.copyOf(segments);
  }

  public static AttributePath of(String text) {
    List<String> segments = List.of(text.split("\\.", -1));
    boolean valid =
        segments.size() <= DEEPEST && segments.stream().allMatch(s -> SEGMENT.matcher(s).matches());
    if (!valid) {
      throw KernelRefusals.invalidQuery(
              quoted(text),
              "is not the path of an attribute; write names joined by dots, such as validFor.endDateTime")
          .asException();
    }
    return new AttributePath(segments);
  }

  /** As JSON path below {@code root}: {@code @."contactMedium"."characteristic"."city"}. */
  public String jsonPath(String root) {
    return segments.stream().map(Json::write).collect(Collectors.joining(".", root + ".", ""));
  }

  /** Every value that is there, in a document; an array on the way means each of its elements. */
  public Stream<JsonNode> values(JsonNode document) {
    Stream<JsonNode> found = elements(document);
    for (String segment : segments) {
      found = found.map(node -> node.path(segment)).flatMap(AttributePath::elements);
    }
    return found.filter(node -> !node.isMissingNode());
  }

  private static Stream<JsonNode> elements(JsonNode node) {
    return node.isArray() ? node.valueStream() : Stream.of(node);
  }

  public String text() {
    return String.join(".", segments);
  }

  private static String quoted(String text) {
    return '\'' + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + '\'';
  }
}

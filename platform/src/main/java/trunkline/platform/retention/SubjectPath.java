package trunkline.platform.retention;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where a resource names somebody by id: {@code engagedParty.id}. A name that meets an array means
 * each of its elements, a number that one alone: {@code relatedParty.0.id}. {@code id} alone is the
 * resource's own.
 */
public record SubjectPath(List<String> segments) {
  private static final SubjectPath OWN_ID = of("id");

  public SubjectPath {
    segments = List.copyOf(segments);
  }

  public static SubjectPath of(String text) {
    return new SubjectPath(List.of(text.split("\\.")));
  }

  public String text() {
    return String.join(".", segments);
  }

  /** The ids that stand there; {@code resource} is without its own. */
  List<String> ids(String ownId, JsonNode resource) {
    return equals(OWN_ID) ? List.of(ownId) : ids(resource, 1);
  }

  /** The ids beside which something more is said. */
  List<String> describedIds(JsonNode resource) {
    return ids(resource, 2);
  }

  private List<String> ids(JsonNode resource, int attributes) {
    return references(resource).stream()
        .filter(reference -> reference.size() >= attributes)
        .map(reference -> reference.path(segments.getLast()))
        .filter(id -> id.isTextual() && !id.textValue().isBlank())
        .map(JsonNode::textValue)
        .toList();
  }

  /** Leaves of each reference to a {@code subject} the id alone; says whether any changed. */
  boolean strip(JsonNode resource, Predicate<String> subject) {
    boolean changed = false;
    for (ObjectNode reference : references(resource)) {
      if (subject.test(reference.path(segments.getLast()).asText()) && reference.size() > 1) {
        reference.retain(segments.getLast());
        changed = true;
      }
    }
    return changed;
  }

  Stream<JsonNode> references(JsonNode resource, Predicate<String> subject) {
    return references(resource).stream()
        .filter(reference -> subject.test(reference.path(segments.getLast()).asText()))
        .map(JsonNode::deepCopy);
  }

  private List<ObjectNode> references(JsonNode resource) {
    var found = new ArrayList<ObjectNode>();
    collect(resource, 0, found);
    return found;
  }

  private void collect(JsonNode node, int depth, List<ObjectNode> into) {
    if (node.isArray()) {
      String segment = segments.get(depth);
      if (isIndex(segment)) {
        collect(node.path(Integer.parseInt(segment)), depth + 1, into);
      } else {
        node.forEach(element -> collect(element, depth, into));
      }
    } else if (node instanceof ObjectNode object) {
      if (depth == segments.size() - 1) {
        into.add(object);
      } else if (isIndex(segments.get(depth))) {
        collect(object, depth + 1, into);
      } else {
        collect(object.path(segments.get(depth)), depth + 1, into);
      }
    }
  }

  private static boolean isIndex(String segment) {
    return segment.chars().allMatch(Character::isDigit);
  }
}

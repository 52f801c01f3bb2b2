package trunkline.platform.tmf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.retention.Remains;
import trunkline.platform.tmf.query.AttributePath;

/**
 * What becomes of a proposed document: completed, checked against schema, mandatory attributes,
 * life cycle and the resource's own rules. Values in, values out; the only I/O is what those rules
 * ask of neighbours. Safe to use from any thread.
 */
final class Decision {
  /** The longest text that a generated column holds whole. */
  private static final int LONGEST_COLUMN_TEXT = 400;

  /** Leaves room for what an event and a batch's line put around a resource. */
  private static final int DEEPEST = Json.MAX_DEPTH - 4;

  private final ResourceType type;
  private final SchemaCheck schema;
  private final List<AttributePath> columns;

  Decision(ResourceType type) {
    this.type = type;
    this.schema = new SchemaCheck(type.schema());
    this.columns =
        Stream.concat(type.columns().keySet().stream(), type.valueTables().keySet().stream())
            .map(AttributePath::of)
            .toList();
  }

  /**
   * A new resource from what the caller sent; {@code id} and {@code href} in it are not the
   * caller's to choose and are dropped.
   */
  ObjectNode create(JsonNode proposed, Neighbours neighbours, Instant now) {
    if (!(proposed instanceof ObjectNode resource)) {
      throw KernelRefusals.malformedBody("The body must be one JSON object").asException();
    }
    resource.remove("id");
    resource.remove("href");
    resource.remove(Remains.ERASED);
    withType(resource);
    type.rules().receive(resource);
    type.lifecycle().ifPresent(lifecycle -> enter(lifecycle, resource));
    checkShape(resource);
    type.rules().settle(Json.mapper().createObjectNode(), resource, neighbours, now);
    type.rules().complete(resource, now);
    checkContent(resource);
    type.rules().checkCreate(resource);
    return resource;
  }

  /** A changed resource; {@code patched} is what the patch made of {@code before}. */
  ObjectNode change(
      String id, ObjectNode before, ObjectNode patched, Neighbours neighbours, Instant now) {
    if (Remains.isErased(before)) {
      throw KernelRefusals.erased().asException();
    }
    patched.remove(Remains.ERASED);
    withType(patched);
    type.lifecycle().ifPresent(lifecycle -> move(lifecycle, before, patched));
    checkShape(patched);
    type.rules().settle(before, patched, neighbours, now);
    type.rules().complete(patched, now);
    checkContent(patched);
    type.rules().checkChange(before, patched);
    type.rules().checkRelations(id, patched);
    return patched;
  }

  /**
   * {@code StateChange} when the state moved, otherwise {@code AttributeValueChange} (TMF630 part
   * 1, notifications).
   */
  String kindOfChange(ObjectNode before, ObjectNode after) {
    boolean moved =
        type.lifecycle()
            .map(l -> !before.path(l.attribute()).equals(after.path(l.attribute())))
            .orElse(false);
    return moved ? "StateChange" : "AttributeValueChange";
  }

  private void checkShape(ObjectNode resource) {
    if (Json.depth(resource) > DEEPEST) {
      throw KernelRefusals.invalidAttribute(
              "(the whole body)", "may nest at most " + DEEPEST + " levels")
          .asException();
    }
    schema.check(resource);
    for (String attribute : type.mandatory()) {
      JsonNode value = resource.path(attribute);
      if (value.isMissingNode() || value.isNull() || isBlank(value) || isEmpty(value)) {
        throw KernelRefusals.missingAttribute(attribute).asException();
      }
    }
  }

  private void checkContent(ObjectNode resource) {
    type.rules().check(resource);
    columns.forEach(path -> checkLength(resource, path));
  }

  /** Blank to the eye: a no-break space is one too. */
  private static boolean isBlank(JsonNode value) {
    return value.isTextual()
        && value
            .asText()
            .codePoints()
            .allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isContainerNode() && value.isEmpty();
  }

  private static void checkLength(JsonNode resource, AttributePath path) {
    boolean tooLong =
        path.values(resource).anyMatch(value -> value.asText().length() > LONGEST_COLUMN_TEXT);
    if (tooLong) {
      throw KernelRefusals.invalidAttribute(
              path.text(), "may have at most " + LONGEST_COLUMN_TEXT + " characters")
          .asException();
    }
  }

  private void withType(ObjectNode resource) {
    JsonNode given = resource.path("@type");
    if (given.isMissingNode() || given.isNull() || isBlank(given)) {
      resource.put("@type", type.typeName());
    }
  }

  private static void enter(Lifecycle lifecycle, ObjectNode resource) {
    JsonNode state = resource.path(lifecycle.attribute());
    if (state.isMissingNode() || state.isNull()) {
      resource.put(lifecycle.attribute(), lifecycle.initial());
    } else if (!lifecycle.entries().contains(state.asText())) {
      throw KernelRefusals.invalidAttribute(
              lifecycle.attribute(), "of a new resource must be one of " + lifecycle.entries())
          .asException();
    }
  }

  private static void move(Lifecycle lifecycle, ObjectNode before, ObjectNode patched) {
    String from = before.path(lifecycle.attribute()).asText();
    JsonNode to = patched.path(lifecycle.attribute());
    if (!to.isTextual() || !lifecycle.states().contains(to.asText())) {
      throw KernelRefusals.invalidAttribute(
              lifecycle.attribute(), "must be one of " + Json.write(lifecycle.states()))
          .asException();
    }
    if (!lifecycle.allows(from, to.asText())) {
      throw KernelRefusals.conflict(
              "illegalTransition",
              "From "
                  + from
                  + " the "
                  + lifecycle.attribute()
                  + " can become only "
                  + lifecycle.transitions().get(from))
          .asException();
    }
  }
}

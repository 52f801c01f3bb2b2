package trunkline.warehouse.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import trunkline.platform.json.Json;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.engine.Literal;

/** What the SQL says of a document, and what the contract says when one walks through it. */
class ContractsProperties {
  /** Values of every type; some twice, since most are mostly well. */
  private static final List<String> VALUES =
      List.of(
          "null",
          "\"text\"",
          "\"\"",
          "\"NULL\"",
          "true",
          "7",
          "-7",
          "1.5",
          "123456789012345678901234567890",
          "{}",
          "[]",
          "[null]");

  private static final int DOCUMENTS = 100;

  @Property(tries = 3)
  void holdsAndReason_agreeWithTheContract(@ForAll long seed) {
    var random = new Random(seed);
    try (var engine =
        EmbeddedEngine.open(new EngineSettings("256MB", 1, Path.of("target/spill")))) {
      for (Contract contract : Contracts.shipped()) {
        List<String> documents =
            Stream.generate(() -> Json.write(document(contract, random))).limit(DOCUMENTS).toList();
        List<List<Boolean>> expected =
            documents.stream()
                .map(document -> isGood(contract, Json.parse(document)))
                .map(good -> List.of(good, good))
                .toList();
        assertEquals(expected, engine.rows(sql(contract, documents)), documents::toString);
      }
    }
  }

  private static String sql(Contract contract, List<String> documents) {
    var contracts = Contracts.of(contract.services().getFirst());
    return """
        SELECT %s, %s IS NULL
        FROM (SELECT type, number, %s AS shape
              FROM (SELECT %s AS type, UNNEST(%s)::JSON AS resource, UNNEST(range(%d)) AS number))
        ORDER BY number
        """
        .formatted(
            contracts.holds("type", "shape"),
            contracts.reason("type", "shape"),
            contracts.shape("type", "resource"),
            Literal.text(contract.resourceType()),
            Literal.list(documents),
            documents.size());
  }

  /** Mostly well: one that is broken everywhere would not try much. */
  private static ObjectNode document(Contract contract, Random random) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    int changed = random.nextInt(contract.fields().size());
    for (int i = 0; i < contract.fields().size(); i++) {
      Contract.Field field = contract.fields().get(i);
      ObjectNode object =
          field.parent().map(parent -> document.at(pointer(parent))).orElse(document)
                  instanceof ObjectNode inside
              ? inside
              : null;
      @Nullable JsonNode value =
          i == changed || random.nextInt(8) == 0
              ? Json.parse(VALUES.get(random.nextInt(VALUES.size())))
              : good(field.type());
      if (object != null && random.nextInt(6) > 0) {
        object.set(field.name().substring(field.name().lastIndexOf('.') + 1), value);
      }
    }
    if (random.nextInt(10) == 0) {
      document.put("@erased", "2026-01-01T00:00:00Z");
    }
    return document;
  }

  private static JsonNode good(JsonType type) {
    return Json.parse(
        switch (type) {
          case STRING -> "\"text\"";
          case NUMBER -> "1";
          case BOOLEAN -> "true";
          case OBJECT -> "{}";
          case ARRAY -> "[]";
        });
  }

  private static boolean isGood(Contract contract, JsonNode document) {
    return document.has("@erased")
        || contract.fields().stream().allMatch(field -> isGood(field, document));
  }

  private static boolean isGood(Contract.Field field, JsonNode document) {
    JsonNode object = document.at(pointer(field.parent().orElse("")));
    JsonNode value = document.at(pointer(field.name()));
    if (value.isMissingNode() || value.isNull()) {
      return !field.needed() || !object.isObject();
    }
    return switch (field.type()) {
      case STRING -> value.isTextual();
      case NUMBER -> value.isNumber();
      case BOOLEAN -> value.isBoolean();
      case OBJECT -> value.isObject();
      case ARRAY -> value.isArray();
    };
  }

  private static String pointer(String name) {
    return name.isEmpty() ? "" : "/" + name.replace('.', '/');
  }
}

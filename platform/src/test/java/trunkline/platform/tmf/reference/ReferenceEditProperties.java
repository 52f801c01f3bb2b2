package trunkline.platform.tmf.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;
import trunkline.platform.log.LogUnderTest;
import trunkline.platform.tmf.query.AttributePath;

/**
 * PostgreSQL finds exactly the documents that an edit would change, whatever stands in them; so
 * what was changed is not found again, and nothing is missed.
 */
class ReferenceEditProperties {
  private static final LogUnderTest DATABASE = LogUnderTest.open();
  private static final AttributePath PATH = AttributePath.of("price.account");

  @AfterContainer
  static void close() {
    DATABASE.close();
  }

  @Provide
  Arbitrary<JsonNode> documents() {
    Arbitrary<JsonNode> reference =
        Combinators.combine(
                Arbitraries.of("\"a\"", "\"b\"", "7", "null", ""),
                Arbitraries.of("\"Old\"", "\"New \\\" name\"", "null", "5", "{}", "[\"Old\"]", ""),
                Arbitraries.of("true", "false", "null", "\"true\"", "[true]", ""))
            .as(ReferenceEditProperties::reference);
    Arbitrary<JsonNode> references = manyOrOne(reference);
    Arbitrary<JsonNode> prices =
        manyOrOne(
            references.map(
                account -> Json.mapper().createObjectNode().<ObjectNode>set("account", account)));
    return prices.map(price -> Json.mapper().createObjectNode().<ObjectNode>set("price", price));
  }

  @Provide
  Arbitrary<ReferenceEdit> edits() {
    return Arbitraries.of(
        new ReferenceEdit.Rename("a", "New \" name"), new ReferenceEdit.MarkDeleted("a"));
  }

  @Property(tries = 300)
  void documentIsFound_ifAndOnlyIfTheEditChangesIt(
      @ForAll("documents") JsonNode document, @ForAll("edits") ReferenceEdit edit) {
    JsonNode changed = document.deepCopy();
    edit.apply(changed, PATH);
    assertEquals(!changed.equals(document), isFound(document, edit), document.toString());
    assertFalse(isFound(changed, edit), changed.toString());
  }

  private static boolean isFound(JsonNode document, ReferenceEdit edit) {
    String sql = "SELECT CAST(? AS jsonb) @?? CAST(? AS jsonpath)";
    return DATABASE
        .database()
        .call(
            Database.ALL_TENANTS,
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, Json.write(document));
                statement.setString(2, edit.matching(PATH));
                ResultSet row = statement.executeQuery();
                row.next();
                return row.getBoolean(1);
              }
            });
  }

  private static JsonNode reference(String id, String name, String deleted) {
    ObjectNode reference = Json.mapper().createObjectNode();
    set(reference, "id", id);
    set(reference, "name", name);
    set(reference, "deleted", deleted);
    return reference;
  }

  private static void set(ObjectNode node, String name, String json) {
    if (!json.isEmpty()) {
      node.set(name, Json.parse(json));
    }
  }

  private static Arbitrary<JsonNode> manyOrOne(Arbitrary<? extends JsonNode> one) {
    Arbitrary<JsonNode> many =
        one.list()
            .ofMaxSize(3)
            .map(
                nodes -> {
                  ArrayNode array = Json.mapper().createArrayNode();
                  nodes.forEach(array::add);
                  return array;
                });
    return Arbitraries.oneOf(one.map(node -> (JsonNode) node), many);
  }
}

package trunkline.platform.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.helidon.http.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import trunkline.platform.http.Description;
import trunkline.platform.http.Route;
import trunkline.platform.security.Scope;
import trunkline.platform.testing.ApiDocument;
import trunkline.platform.testing.Golden;
import trunkline.platform.tmf.Lifecycle;
import trunkline.platform.tmf.PersonalData;
import trunkline.platform.tmf.PersonalData.Mask;
import trunkline.platform.tmf.ResourceType;

/** What becomes of routes and resource types in a document. */
class OpenApiGoldenTest {
  private static final ResourceType LETTER =
      ResourceType.named("letter")
          .api("/tmf-api/letterManagement/v4")
          .table("letter")
          .mandatory("subject", "addressee")
          .lifecycle(Lifecycle.of("status").entry("draft").from("draft", "sent").from("sent"))
          .personal(
              PersonalData.of(Mask.ALL, "writtenOn", "pages")
                  .and(Mask.ALL, "enclosure.receivedOn", "enclosure.content")
                  .and(Mask.INITIAL, "addressee.name"))
          .schema("letter.schema.json")
          .build();

  private static ApiDocument document(Route... routes) {
    return ApiDocument.of(OpenApi.of("letter", List.of(LETTER), List.of(routes)));
  }

  private static Route route(Method method, String path) {
    return Route.of(method, path, Scope.TMF_WRITE, call -> call.reply(204));
  }

  @Test
  void routeWithoutAWord_isNamedAndRefused() {
    Route silent = route(Method.POST, "/letter/v1/{id}/stamp");
    var failure = assertThrows(IllegalStateException.class, () -> document(silent));
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.contains("POST /letter/v1/{id}/stamp"), message);
    assertTrue(message.contains("Route.described"), message);
  }

  @Test
  void describedRoute_isListedWithMethodPathScopeAndRefusals() {
    Route stamp = route(Method.POST, "/letter/v1/{id}/stamp");
    ApiDocument document =
        document(stamp.described(Description.of("Stamps a letter").answers(204)));
    ApiDocument.Operation operation = document.operations().getFirst();
    assertEquals("POST /letter/v1/{id}/stamp", operation.toString());
    assertEquals("tmf:write", operation.scope().orElseThrow());
    assertEquals("postLetterV1IdStamp", operation.node().path("operationId").asText());
    assertEquals("[\"Letter\"]", operation.node().path("tags").toString());
    for (String status : new String[] {"204", "400", "401", "403", "404", "413", "429"}) {
      assertTrue(operation.node().path("responses").has(status), status);
    }
    assertEquals(List.of(), document.faults());
  }

  @Test
  void describedParameters_haveTheirTypesAndAnswersTheirHeaders() {
    Description words =
        Description.of("Lists letters")
            .named("findLetters")
            .choice("kind", "What it is", List.of("card", "parcel"))
            .number("limit", "At most so many", 1, 50, 20)
            .time("since", "Sent since then")
            .answersList(200, "letter")
            .header("X-Result-Count", "ResultCount")
            .answers(302)
            .header("Location", "Onward");
    Route search = route(Method.GET, "/tmf-api/letterManagement/v4/letter/found");
    ApiDocument document = document(search.described(words));
    JsonNode operation = document.operations().getFirst().node();
    assertEquals("findLetters", operation.path("operationId").asText());
    assertEquals("[\"Letter\"]", operation.path("tags").toString());
    assertEquals("[\"card\",\"parcel\"]", operation.at("/parameters/0/schema/enum").toString());
    assertEquals(
        "{\"default\":20,\"maximum\":50,\"minimum\":1,\"type\":\"integer\"}",
        operation.at("/parameters/1/schema").toString());
    assertEquals("date-time", operation.at("/parameters/2/schema/format").asText());
    JsonNode responses = operation.path("responses");
    assertTrue(responses.at("/200/headers").has("X-Result-Count"));
    assertTrue(responses.at("/302/headers").has("Location"));
    assertFalse(responses.path("302").has("content"));
    assertEquals(List.of(), document.faults());
  }

  @Test
  void answerOfWhichFieldsAreChosen_requiresNone() {
    Description words =
        Description.of("Reads a note").common("fields").answers(200, "envelopeNote");
    Route read = route(Method.GET, "/letter/v1/{id}/note").described(words);
    JsonNode schemas = document(read).node().at("/components/schemas");
    assertTrue(schemas.has("EnvelopeNote"));
    assertFalse(schemas.path("EnvelopeNote").has("required"));
    assertFalse(schemas.path("Line").has("required"), "nor what it is made of");
  }

  @Test
  void describedRoute_tellsWhatItTakesAndAnswers() {
    Description words =
        Description.of("Finds letters")
            .requiredQuery("q", "Words of it")
            .query("since", "Sent since then")
            .takes("letter")
            .answersList(200, "letter")
            .refuses(409);
    ApiDocument document = document(route(Method.POST, "/letter/v1/search").described(words));
    JsonNode operation = document.operations().getFirst().node();
    assertEquals("Finds letters", operation.path("summary").asText());
    assertTrue(operation.at("/parameters/0/required").asBoolean());
    assertFalse(operation.at("/parameters/1/required").asBoolean());
    String schema = "/content/application~1json/schema";
    assertEquals(
        "#/components/schemas/Letter", operation.at("/requestBody" + schema + "/$ref").asText());
    assertEquals(
        "#/components/schemas/Letter",
        operation.at("/responses/200" + schema + "/items/$ref").asText());
    assertTrue(operation.path("responses").has("409"));
    assertFalse(operation.path("responses").has("2XX"));
    assertEquals(List.of(), document.faults());
  }

  @Test
  void creation_asksForWhatIsMandatory() {
    ApiDocument document = document(route(Method.POST, LETTER.path()));
    JsonNode creation = document.node().at("/components/schemas/LetterCreate");
    assertEquals("[\"addressee\",\"subject\"]", creation.path("required").toString());
    JsonNode status = document.node().at("/components/schemas/Letter/properties/status");
    assertEquals("[\"draft\",\"sent\"]", status.path("enum").toString());
    assertEquals("[\"sent\"]", status.at("/x-transitions/draft").toString());
  }

  @Test
  void personalAttribute_isMarkedAndMayBeMasked() {
    ApiDocument document = document(route(Method.GET, LETTER.path()));
    String letter = "/components/schemas/Letter/properties";
    assertEquals("all", document.node().at(letter + "/writtenOn/x-personal").asText());
    assertEquals("initial", document.node().at(letter + "/addressee/x-personal/name").asText());
    JsonNode masked = TextNode.valueOf("***");
    String enclosure = "/components/schemas/Enclosure/properties/receivedOn";
    for (String at : List.of(letter + "/writtenOn", letter + "/pages", enclosure)) {
      assertEquals(List.of(), document.faults(at, masked), at);
    }
    for (String at : List.of(letter + "/writtenOn", enclosure)) {
      assertEquals(List.of(), document.faults(at, TextNode.valueOf("2026-01-31")), at);
      assertEquals(1, document.faults(at, TextNode.valueOf("yesterday")).size(), at);
    }
  }

  @Test
  void attributeThatMaskingOrFieldsLeaveOut_isNotRequired() {
    ApiDocument document = document(route(Method.GET, LETTER.path()));
    assertFalse(document.node().at("/components/schemas/Letter").has("required"));
    JsonNode enclosure = document.node().at("/components/schemas/Enclosure/required");
    assertEquals("[\"receivedOn\"]", enclosure.toString());
  }

  @Test
  void definitionsOfOneNameInTwoFiles_areKeptApart() {
    ApiDocument document = document(route(Method.GET, LETTER.path()));
    JsonNode schemas = document.node().at("/components/schemas");
    assertEquals("string", schemas.at("/Address/type").asText());
    assertEquals("object", schemas.at("/EnvelopeAddress/type").asText());
  }

  @Test
  void schemaFileThatIsMissing_isNamed() {
    ResourceType lost =
        ResourceType.named("lost").api("/tmf-api/x/v4").table("lost").schema("lost.json").build();
    var failure =
        assertThrows(IllegalStateException.class, () -> OpenApi.of("x", List.of(lost), List.of()));
    assertTrue(String.valueOf(failure.getMessage()).contains("lost.json"));
  }

  @Test
  void bulkDoor_isAsReviewed() throws IOException {
    Route bulk = Route.of(Method.POST, "/bulk/v1/{id}", Scope.BULK_WRITE, call -> {});
    JsonNode document = OpenApi.bulkDoor(bulk);
    assertEquals(List.of(), ApiDocument.of(document).faults());
    Golden.check(Path.of("../contracts/openapi/bulk.yaml"), OpenApi.yaml(document));
  }
}

package trunkline.platform.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import trunkline.platform.openapi.DocsApi;

/**
 * A service serves what its OpenAPI document says, and nothing else; what it answers is checked by
 * {@link AnswerCheck} with every call.
 */
public interface DocumentContract {
  /** Every method that HTTP clients send. */
  List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  ServiceUnderTest service();

  default String docs() {
    return DocsApi.path(service().name());
  }

  @Test
  default void document_isValidOpenApi() {
    assertEquals(List.of(), service().document().faults());
  }

  @Test
  default void document_isServedAsItIs() {
    Answer served = Expect.status(200, service().stranger().get(docs() + "/openapi.json"));
    assertEquals(service().document().node(), served.json());
  }

  @Test
  default void routesAndOperations_areTheSame() {
    var described = new TreeSet<String>();
    for (ApiDocument.Operation o : service().document().operations()) {
      described.add("%-6s %s %s".formatted(o.method(), o.path(), o.scope().orElse("open")));
    }
    assertEquals(new TreeSet<>(service().routes()), described);
  }

  @Test
  default void operations_haveNamesOfTheirOwn() {
    List<String> ids =
        service().document().operations().stream()
            .map(operation -> operation.node().path("operationId").asText())
            .toList();
    assertEquals(ids.size(), new TreeSet<>(ids).size(), ids.toString());
  }

  @Test
  default void methodThatIsNotDescribed_answers405() {
    ApiDocument document = service().document();
    Client client = service().client("described");
    for (ApiDocument.Operation operation : document.operations()) {
      String path = operation.path().replace("{id}", "any");
      for (String method : METHODS) {
        if (!document.at(path).containsKey(method)) {
          Expect.refusal(405, "methodNotAllowed", client.send(method, path, null));
        }
      }
    }
  }

  @Test
  default void operationWithAScope_refusesWhoLacksIt() {
    Client without = service().client("described", "no:scope");
    for (ApiDocument.Operation operation : service().document().operations()) {
      String path = operation.path().replace("{id}", "any");
      if (operation.scope().isPresent()) {
        Answer nobody = service().stranger().send(operation.method(), path, null);
        Expect.refusal(401, "unauthenticated", nobody);
        Answer wrong = without.send(operation.method(), path, null);
        Expect.refusal(403, "forbidden", wrong);
      }
    }
  }

  @Test
  default void whatEveryServiceHas_answersAsDescribed() {
    Client client = service().client("described");
    Expect.status(200, client.get("/audit/v1/read"));
    Expect.status(400, client.get("/audit/v1/read?unknown=1"));
    String feed = "/events/v1/" + service().name();
    Expect.status(200, client.get(feed + "?limit=5"));
    Expect.status(400, client.get(feed + "?after=nowhere"));
    Expect.status(200, service().stranger().get("/health/live"));
    Expect.status(200, service().stranger().get("/health/ready"));
  }

  @Test
  default void page_loadsOnlyWhatTheServiceServes() {
    Answer page = Expect.status(200, service().stranger().get(docs()));
    assertTrue(page.header("Content-Security-Policy").contains("default-src 'none'"));
    var files = new TreeSet<String>();
    var link = java.util.regex.Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.text());
    while (link.find()) {
      Expect.status(200, service().stranger().get("/docs/" + link.group(1)));
      files.add(link.group(1));
    }
    assertEquals(4, files.size(), files.toString());
    Expect.status(404, service().stranger().get(docs() + "/assets/index.html"));
  }
}

package trunkline.warehouse.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.platform.security.Scope;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.ApiDocument;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Golden;
import trunkline.warehouse.ServedWarehouse;

/** What the server can be asked and told; it serves what its document says, and nothing else. */
class ServingGoldenTest {
  private static final String DOCS = "/docs/warehouse";

  @TempDir static Path home;
  private static ServedWarehouse served;
  private static ApiDocument document;

  @BeforeAll
  static void start() {
    served = ServedWarehouse.start(home);
    document = ApiDocument.of(served.server().openApi());
  }

  @AfterAll
  static void stop() {
    served.close();
  }

  @Test
  void openApi_isAsReviewed_andAsServed() throws IOException {
    Answer served =
        Expect.status(200, ServingGoldenTest.served.stranger().get(DOCS + "/openapi.yaml"));
    Golden.check(Path.of("../contracts/openapi/warehouse.yaml"), served.text());
    assertEquals(List.of(), document.faults());
    assertEquals(
        document.node(), ServingGoldenTest.served.stranger().get(DOCS + "/openapi.json").json());
  }

  @Test
  void routes_areAsReviewed_andAsDescribed() throws IOException {
    List<String> routes =
        served.server().routes().stream()
            .map(
                r ->
                    "%-6s %s %s"
                        .formatted(
                            r.method().text(), r.path(), r.scope().map(Scope::text).orElse("open")))
            .sorted()
            .toList();
    Golden.check(Path.of("src/test/resources/golden/routes.txt"), String.join("\n", routes) + "\n");
    var described = new TreeSet<String>();
    for (ApiDocument.Operation o : document.operations()) {
      described.add("%-6s %s %s".formatted(o.method(), o.path(), o.scope().orElse("open")));
    }
    assertEquals(new TreeSet<>(routes), described);
  }

  @Test
  void readme_listsEverySetting() throws IOException {
    Golden.checkSettings("serving settings", ServingConfig.class);
  }

  @Test
  void everyRouteWithAScope_refusesWhoLacksIt() {
    Client nobody = new Client(served.base(), "");
    Client wrong =
        new Client(
            served.base(), trunkline.platform.testing.Issuer.shared().token("acme", "no:scope"));
    int guarded = 0;
    for (ApiDocument.Operation operation : document.operations()) {
      if (operation.scope().isPresent()) {
        String path = operation.path().replaceAll("\\{(id|name)}", "any");
        assertEquals(
            401, nobody.send(operation.method(), path, null).status(), operation.toString());
        assertEquals(
            403, wrong.send(operation.method(), path, null).status(), operation.toString());
        guarded++;
      }
    }
    assertEquals(20, guarded);
  }

  @Test
  void page_loadsOnlyWhatTheServerServes() {
    Answer page = Expect.status(200, served.stranger().get(DOCS));
    assertTrue(page.header("Content-Security-Policy").contains("default-src 'none'"));
    var link = Pattern.compile("(?:src|href)=\"([^\"]+)\"").matcher(page.text());
    while (link.find()) {
      Expect.status(200, served.stranger().get("/docs/" + link.group(1)));
    }
    Expect.status(200, served.stranger().get("/health/live"));
    Expect.status(200, served.stranger().get("/health/ready"));
  }

  @Test
  void callerAboveItsRate_isToldToWait() {
    try (ServedWarehouse limited =
        ServedWarehouse.start(home, "serving.security.requestsPerSecond", "2")) {
      Client hasty = limited.client("acme", "warehouse:read");
      int refused = 0;
      for (int i = 0; i < 20; i++) {
        Answer answer = hasty.get("/warehouse/v1/query");
        if (answer.status() == 429) {
          assertEquals("1", answer.header("Retry-After"));
          refused++;
        }
      }
      assertTrue(refused > 0, "nothing was refused");
    }
  }
}

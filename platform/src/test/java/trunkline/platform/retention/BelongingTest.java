package trunkline.platform.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import trunkline.platform.json.Json;

class BelongingTest {
  private static final JsonNode SHARED =
      Json.parse(
          """
          {"relatedParty":[{"id":"jane","name":"Jane","role":"owner"},{"id":"joe","name":"Joe"},{"id":"bare"}],
           "line":[{"user":{"id":"ann","name":"Ann"}},{"user":{"id":"jane"}}]}
          """);

  private static List<String> owners(String... paths) {
    return Belonging.NOBODYS.to(paths).ownersOf("own", SHARED).toList();
  }

  @Test
  void pathWithoutNumber_meansEachElement() {
    assertEquals(List.of("jane", "joe", "bare"), owners("relatedParty.id"));
    assertEquals(List.of("ann", "jane"), owners("line.user.id"));
  }

  @Test
  void pathWithNumber_meansThatElementAlone() {
    assertEquals(List.of("joe"), owners("relatedParty.1.id"));
    assertEquals(List.of(), owners("relatedParty.9.id"));
  }

  @Test
  void ownId_isThePersonThemselves() {
    assertEquals(List.of("own"), owners("id"));
  }

  @Test
  void mentions_areReferencesThatSayMoreThanAnId() {
    assertEquals(List.of("jane", "joe"), Belonging.NOBODYS.mentionedIn(SHARED).toList());
  }

  @Test
  void strip_leavesTheIdOfThePersonAndEverybodyElse() {
    JsonNode document = SHARED.deepCopy();
    assertTrue(Belonging.NOBODYS.strip(document, "jane"::equals));
    assertEquals("{\"id\":\"jane\"}", document.at("/relatedParty/0").toString());
    assertEquals("Joe", document.at("/relatedParty/1/name").asText());
    assertFalse(Belonging.NOBODYS.strip(document, "jane"::equals));
  }

  @Test
  void term_beginsWithTheEndOfTheYear() {
    Instant change = Instant.parse("2026-03-01T00:00:00Z");
    assertEquals("2036-12-31", Retention.ACCOUNTING.until(change).toString());
    assertEquals("2029-12-31", Retention.CONSENT_EVIDENCE.until(change).toString());
  }
}

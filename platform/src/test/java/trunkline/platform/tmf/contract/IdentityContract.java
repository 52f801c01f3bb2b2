package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;

/** Ids, absolute hrefs and statuses (TMF630 part 1, 1.8 and 2.3). */
public interface IdentityContract extends Contract {
  @Test
  default void created_answers201WithLocationThatLeadsToIt() {
    Trial trial = trial();
    Answer created = trial.create("{}");
    String href = created.json().path("href").asText();
    assertEquals(trial.base() + trial.path(created.id()), href);
    assertEquals(href, created.header("Location"));
    assertEquals("\"1\"", created.header("ETag"));
    assertTrue(created.header("Content-Type").startsWith("application/json"));
    Answer read = Expect.status(200, trial.client().get(href.substring(trial.base().length())));
    assertEquals(created.json(), read.json());
  }

  @Test
  default void body_isKeptAttributeByAttribute() {
    Trial trial = trial();
    JsonNode sent = trial.create("{\"remark\":{\"a\":[1,2.50,\"x\",true,null,{}]}}").json();
    JsonNode read = trial.read(sent.path("id").asText());
    assertEquals("{\"a\":[1,2.50,\"x\",true,null,{}]}", read.path("remark").toString());
    Trial.names(sent).forEach(name -> assertEquals(sent.path(name), read.path(name), name));
  }

  @Test
  default void idAndHrefOnCreate_areNotTheCallersToChoose() {
    Answer created = trial().create("{\"id\":\"mine\",\"href\":\"http://elsewhere/mine\"}");
    assertNotEquals("mine", created.id());
    assertFalse(created.json().path("href").asText().contains("elsewhere"));
  }

  @Test
  default void twoCreated_haveDifferentIds() {
    Trial trial = trial();
    assertNotEquals(trial.create("{}").id(), trial.create("{}").id());
  }

  @Test
  default void unknownId_answers404() {
    Trial trial = trial();
    String path = trial.path("no-such-id");
    Expect.refusal(404, "notFound", trial.client().get(path));
    Expect.refusal(404, "notFound", trial.client().merge(path, "{}"));
    Expect.refusal(404, "notFound", trial.client().delete(path));
  }

  @Test
  default void deleted_isGone() {
    Trial trial = trial();
    String id = trial.create("{}").id();
    Answer deleted = Expect.status(204, trial.client().delete(trial.path(id)));
    assertEquals("", deleted.text());
    Expect.refusal(404, "notFound", trial.client().get(trial.path(id)));
    Expect.refusal(404, "notFound", trial.client().delete(trial.path(id)));
    assertEquals(0, trial.client().get(trial.path()).json().size());
  }

  @Test
  default void idAndHref_canBeFilteredBy() {
    Trial trial = trial();
    trial.createLabelled("{}", "{}", "{}");
    JsonNode second = trial.client().get(trial.path() + "?label=b").json().path(0);
    String id = second.path("id").asText();
    String href = second.path("href").asText();
    assertEquals("b", trial.labels("id=" + id));
    assertEquals("b", trial.labels("href=" + href));
    assertEquals("", trial.labels("href=http://elsewhere.example/" + id));
    assertEquals("c", trial.labels("id.gt=" + id));
    assertEquals("b", trial.labels("id.regex=^" + id + "$"));
    assertEquals("b", trial.labels("href.regex=/" + id + "$"));
    assertEquals("bc", trial.labels("id=" + id + ";label=c&sort=label"));
    assertEquals("b", trial.labels("filter=%24%5B%3F(%40.id=='" + id + "')%5D"));
    assertEquals("cba", trial.labels("sort=-id"));
    assertEquals("cba", trial.labels("sort=-href"));
  }
}

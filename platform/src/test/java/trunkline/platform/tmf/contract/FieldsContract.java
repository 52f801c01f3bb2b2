package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;

/**
 * {@code fields} (TMF630 part 1, 4.3): exactly the named attributes, on every answer that shows a
 * resource.
 */
public interface FieldsContract extends Contract {
  String NESTED =
      "{\"shape\":{\"size\":{\"width\":3,\"height\":4},\"colour\":\"red\"},\"parts\":[{\"n\":1,\"m\":2},{\"m\":3}]}";

  @Test
  default void fieldsOnRead_answersExactlyTheNamed() {
    Trial trial = trial();
    String id = trial.create(NESTED).id();
    String text = trial.specimen().text();
    Expect.status(200, trial.client().merge(trial.path(id), "{\"" + text + "\":\"said\"}"));
    Answer read = trial.client().get(trial.path(id) + "?fields=id," + text);
    assertEquals(Set.of("id", text), Set.copyOf(Trial.names(read.json())));
    assertEquals("said", read.json().path(text).asText());
  }

  @Test
  default void everyFirstLevelAttribute_canBeChosen() {
    Trial trial = trial();
    Answer created = trial.create(NESTED);
    for (String name : Trial.names(created.json())) {
      Answer read = trial.client().get(trial.path(created.id()) + "?fields=" + name);
      assertEquals(List.of(name), Trial.names(read.json()));
      assertEquals(created.json().path(name), read.json().path(name));
    }
  }

  @Test
  default void nestedFields_keepTheirPlace() {
    Trial trial = trial();
    String id = trial.create(NESTED).id();
    Answer read = trial.client().get(trial.path(id) + "?fields=shape.size.width,parts.n");
    assertEquals("{\"shape\":{\"size\":{\"width\":3}},\"parts\":[{\"n\":1},{}]}", read.text());
  }

  @Test
  default void encodedComma_separatesNamesToo() {
    Trial trial = trial();
    String id = trial.create(NESTED).id();
    Answer read = trial.client().get(trial.path(id) + "?fields=id%2Chref%2C%20shape.colour");
    assertEquals(List.of("id", "href", "shape"), Trial.names(read.json()));
    Expect.status(200, trial.client().get(trial.path() + "?sort=-id%2Chref"));
  }

  @Test
  default void fieldsNone_answersIdAndHref() {
    Trial trial = trial();
    String id = trial.create(NESTED).id();
    assertEquals(
        List.of("id", "href"),
        Trial.names(trial.client().get(trial.path(id) + "?fields=none").json()));
    Answer list = trial.client().get(trial.path() + "?fields=none");
    assertEquals(List.of("id", "href"), Trial.names(list.json().path(0)));
  }

  @Test
  default void fieldsOnList_answersExactlyTheNamedOfEach() {
    Trial trial = trial();
    trial.createLabelled(NESTED, "{}");
    Answer list = trial.client().get(trial.path() + "?fields=label&sort=label");
    assertEquals("[{\"label\":\"a\"},{\"label\":\"b\"}]", list.text());
  }

  @Test
  default void fieldsOnCreateAndPatch_answerExactlyTheNamed() {
    Trial trial = trial();
    Answer created =
        trial.client().post(trial.path() + "?fields=id,shape.colour", trial.body(NESTED));
    Expect.status(201, created);
    assertEquals(List.of("id", "shape"), Trial.names(created.json()));
    assertTrue(created.header("Location").endsWith(created.id()));
    Answer patched =
        trial
            .client()
            .merge(
                trial.path(created.id()) + "?fields=shape.colour",
                "{\"shape\":{\"colour\":\"blue\"}}");
    assertEquals("{\"shape\":{\"colour\":\"blue\"}}", patched.text());
  }

  @Test
  default void unknownField_isLeftOut() {
    Trial trial = trial();
    String id = trial.create("{}").id();
    assertEquals("{}", trial.client().get(trial.path(id) + "?fields=nothingOfTheKind").text());
  }

  @Test
  default void malformedField_isRefused() {
    Trial trial = trial();
    Expect.refusal(400, "invalidQuery", trial.client().get(trial.path() + "?fields=a..b"));
    String id = trial.create("{}").id();
    Expect.refusal(400, "invalidQuery", trial.client().get(trial.path(id) + "?fields=a%20b"));
  }
}

package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Expect;

/**
 * {@code sort=-a,+b} (TMF630 part 1, 4.6): who lacks the attribute comes last, ties keep one order.
 */
public interface SortContract extends Contract {
  @Test
  default void severalKeys_sortInTurn() {
    Trial trial = trial();
    trial.createLabelled(
        "{\"x\":2,\"y\":\"m\"}",
        "{\"x\":1,\"y\":\"n\"}",
        "{\"x\":2,\"y\":\"k\"}",
        "{\"x\":1,\"y\":\"o\"}");
    assertEquals("bdca", trial.labels("sort=x,y"));
    assertEquals("cabd", trial.labels("sort=-x,y"));
    assertEquals("acdb", trial.labels("sort=-x,-y"));
    assertEquals("dbac", trial.labels("sort=%2Bx,-y"));
    assertEquals("dbac", trial.labels("sort=+x,-y"));
  }

  @Test
  default void missingAndNull_comeLastBothWays() {
    Trial trial = trial();
    trial.createLabelled("{}", "{\"x\":1}", "{\"x\":null}", "{\"x\":2}");
    assertEquals("bdac", trial.labels("sort=x,label"));
    assertEquals("dbac", trial.labels("sort=-x,label"));
  }

  @Test
  default void knownTextWithNull_comesLastBothWays() {
    Trial trial = trial();
    String text = trial.specimen().text();
    trial.createLabelled(
        "{\"%s\":\"n\"}".formatted(text),
        "{\"%s\":null}".formatted(text),
        "{\"%s\":\"m\"}".formatted(text));
    assertEquals("cab", trial.labels("sort=" + text));
    assertEquals("acb", trial.labels("sort=-" + text));
  }

  @Test
  default void nestedAttribute_sorts() {
    Trial trial = trial();
    trial.createLabelled("{\"m\":{\"n\":10}}", "{\"m\":{\"n\":9}}", "{\"m\":{\"n\":9.5}}");
    assertEquals("bca", trial.labels("sort=m.n"));
  }

  @Test
  default void ties_keepOneOrderOnEveryPage() {
    Trial trial = trial();
    trial.createLabelled("{\"x\":1}", "{\"x\":1}", "{\"x\":1}", "{\"x\":1}");
    var pages = new StringBuilder();
    for (int offset = 0; offset < 4; offset++) {
      pages.append(trial.labels("sort=x&limit=1&offset=" + offset));
    }
    assertEquals(trial.labels("sort=x"), pages.toString());
    assertEquals(4, pages.chars().distinct().count());
  }

  @Test
  default void malformedSortKey_isRefused() {
    Trial trial = trial();
    Expect.refusal(400, "invalidQuery", trial.client().get(trial.path() + "?sort=a..b"));
    Expect.refusal(400, "invalidQuery", trial.client().get(trial.path() + "?sort=--a"));
  }
}

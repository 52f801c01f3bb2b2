package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Expect;

/**
 * What filters mean (TMF630 part 1, 4.4), on attributes that no schema knows and on one that it
 * does.
 */
public interface FilterContract extends Contract {
  @Test
  default void knownText_isFoundByItsValue() {
    Trial trial = trial();
    String text = trial.specimen().text();
    trial.createLabelled(
        "{\"%s\":\"north\"}".formatted(text), "{\"%s\":\"south\"}".formatted(text));
    assertEquals("a", trial.labels(text + "=north"));
    assertEquals("b", trial.labels(text + ".regex=^so"));
    assertEquals("ab", trial.labels(text + "=north,south&sort=label"));
    assertEquals("", trial.labels(text + "=North"));
  }

  @Test
  default void numbers_compareAsNumbers() {
    Trial trial = trial();
    trial.createLabelled("{\"n\":9}", "{\"n\":10}", "{\"n\":10.5}", "{\"n\":-1}", "{}");
    assertEquals("bc", trial.labels("n.gt=9&sort=label"));
    assertEquals("abc", trial.labels("n.gte=9&sort=label"));
    assertEquals("ad", trial.labels("n.lt=10&sort=label"));
    assertEquals("abd", trial.labels("n.lte=10&sort=label"));
    assertEquals("b", trial.labels("n.eq=10"));
    assertEquals("b", trial.labels("n=10.0"));
    assertEquals("d", trial.labels("n=-1"));
    assertEquals("c", trial.labels("n.gt=10&n.lt=11"));
  }

  @Test
  default void numeralsAsText_areFoundByEquality() {
    Trial trial = trial();
    trial.createLabelled("{\"code\":\"007\"}", "{\"code\":\"7\"}", "{\"code\":7}");
    assertEquals("a", trial.labels("code=007"));
    assertEquals("bc", trial.labels("code=7&sort=label"));
    assertEquals("", trial.labels("code.gt=7"));
  }

  @Test
  default void truthValues_compareAsWritten() {
    Trial trial = trial();
    trial.createLabelled("{\"on\":true}", "{\"on\":false}", "{\"on\":\"true\"}", "{}");
    assertEquals("ac", trial.labels("on=true&sort=label"));
    assertEquals("b", trial.labels("on=false"));
  }

  @Test
  default void texts_compareByCharacter() {
    Trial trial = trial();
    trial.createLabelled(
        "{\"t\":\"apple\"}", "{\"t\":\"pear\"}", "{\"t\":\"Zebra\"}", "{\"t\":\"\u00e9tude\"}");
    assertEquals("bd", trial.labels("t.gt=banana&sort=label"));
    assertEquals("ac", trial.labels("t.lte=apple&sort=label"));
    assertEquals("d", trial.labels("t=%C3%A9tude"));
    assertEquals("ab", trial.labels("t.regex=%5E(apple%7Cpear)%24&sort=label"));
  }

  @Test
  default void times_compareAcrossZonesAndForms() {
    Trial trial = trial();
    trial.createLabelled(
        "{\"at\":\"2026-03-01T12:00:00Z\"}",
        "{\"at\":\"2026-03-01T12:30:00+02:00\"}",
        "{\"at\":\"2026-03-01T11:00:00.123Z\"}",
        "{\"at\":\"2026-03-02\"}",
        "{\"at\":\"no time\"}");
    assertEquals("ad", trial.labels("at.gt=2026-03-01T11:30:00Z&sort=label"));
    assertEquals("bc", trial.labels("at.lt=2026-03-01T13:30:00%2B02:00&sort=label"));
    assertEquals("bc", trial.labels("at.lt=2026-03-01T13:30:00+02:00&sort=label"));
    assertEquals("abc", trial.labels("at.lte=2026-03-01T12:00Z&sort=label"));
    assertEquals("abcd", trial.labels("at.gte=2026-03-01&sort=label"));
    assertEquals("d", trial.labels("at.gt=2026-03-01T23:59:59-00:00&sort=label"));
  }

  @Test
  default void arrays_matchByAnyElement() {
    Trial trial = trial();
    trial.createLabelled(
        "{\"tag\":[\"x\",\"y\"]}",
        "{\"tag\":[\"z\"]}",
        "{\"part\":[{\"n\":1,\"c\":\"Rome\"},{\"n\":5,\"c\":\"Oslo\"}]}",
        "{\"part\":[{\"n\":5},{\"n\":\"text\"}]}",
        "{\"when\":[\"soon\",\"2026-01-01\"]}");
    assertEquals("a", trial.labels("tag=y"));
    assertEquals("ab", trial.labels("tag=x,z&sort=label"));
    assertEquals("cd", trial.labels("part.n.gt=2&sort=label"));
    assertEquals("c", trial.labels("part.c.regex=^Os"));
    assertEquals("c", trial.labels("part.n=1&part.c=Oslo"));
    assertEquals("e", trial.labels("when.gt=2025-01-01"));
  }

  @Test
  default void fiveLevelsDown_isFound() {
    Trial trial = trial();
    trial.createLabelled(
        "{\"l1\":{\"l2\":[{\"l3\":{\"l4\":[{\"l5\":\"deep\"}]}}]}}",
        "{\"l1\":{\"l2\":[{\"l3\":{\"l4\":[{\"l5\":\"other\"}]}}]}}");
    assertEquals("a", trial.labels("l1.l2.l3.l4.l5=deep"));
    assertEquals("b", trial.labels("l1.l2.l3.l4.l5.gt=e"));
    assertEquals("b", trial.labels("l1.l2.l3.l4.l5*=^oth"));
  }

  @Test
  default void differentAttributes_mustAllMatch() {
    Trial trial = trial();
    trial.createLabelled("{\"p\":1,\"q\":1}", "{\"p\":1,\"q\":2}", "{\"p\":2,\"q\":2}");
    assertEquals("b", trial.labels("p=1&q=2"));
    assertEquals("", trial.labels("p=2&q=1"));
  }

  @Test
  default void type_isFilteredLikeAnyOther() {
    Trial trial = trial();
    trial.createLabelled("{\"@type\":\"Special\"}", "{}");
    assertEquals("a", trial.labels("@type=Special"));
    assertEquals("b", trial.labels("@type=" + trial.specimen().typeName()));
    assertEquals(
        "ab", trial.labels("%40type=Special," + trial.specimen().typeName() + "&sort=label"));
  }

  @Test
  default void brokenPattern_isRefused() {
    Trial trial = trial();
    trial.create("{\"t\":\"x\"}");
    Expect.refusal(400, "invalidQuery", trial.client().get(trial.path() + "?t.regex=%28%28"));
    Expect.refusal(400, "invalidQuery", trial.client().get(trial.path() + "?a..b=1"));
  }
}

package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Expect;

/** How filters may be written: suffixes and signs, raw and encoded; OR in its three forms. */
public interface FilterSyntaxContract extends Contract {
  @Test
  default void encodedSigns_areOperators() {
    Trial trial = trial();
    trial.createLabelled("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    assertEquals("c", trial.labels("n%3E2"));
    assertEquals("bc", trial.labels("n%3E%3D2&sort=label"));
    assertEquals("bc", trial.labels("n%3E=2&sort=label"));
    assertEquals("a", trial.labels("n%3C2"));
    assertEquals("ab", trial.labels("n%3c%3d2&sort=label"));
    assertEquals("ab", trial.labels("n%3C=2&sort=label"));
    assertEquals("b", trial.labels("n%3D%3D2"));
    assertEquals("b", trial.labels("n==2"));
    assertEquals("abc", trial.labels("label*=%5Ba-c%5D&sort=label"));
    assertEquals("ab", trial.labels("label%2A%3D%5Ba-b%5D&sort=label"));
    assertEquals("ab", trial.labels("label%2A=%5Ba-b%5D&sort=label"));
  }

  @Test
  default void rawSigns_areOperators() {
    Trial trial = trial();
    trial.createLabelled("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    assertEquals("c", trial.rawLabels("n>2"));
    assertEquals("bc", trial.rawLabels("n>=2&sort=label"));
    assertEquals("a", trial.rawLabels("n<2"));
    assertEquals("ab", trial.rawLabels("n<=2&sort=label"));
    assertEquals("b", trial.rawLabels("n>1&n<3"));
    assertEquals("bc", trial.rawLabels("label*=^[b-c]$&sort=label"));
  }

  @Test
  default void encodedSignsInAValue_areText() {
    Trial trial = trial();
    trial.createLabelled("{\"t\":\"a>b\"}", "{\"t\":\"a=b\"}", "{\"t\":\"a*=b\"}");
    assertEquals("a", trial.labels("t=a%3Eb"));
    assertEquals("b", trial.labels("t=a%3Db"));
    assertEquals("b", trial.labels("t=a=b"));
    assertEquals("c", trial.labels("t=a%2A%3Db"));
  }

  @Test
  default void orInItsThreeForms_meansTheSame() {
    Trial trial = trial();
    trial.createLabelled("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    assertEquals("ac", trial.labels("n=1,3&sort=label"));
    assertEquals("ac", trial.labels("n=1;n=3&sort=label"));
    assertEquals("ac", trial.labels("n=1&n=3&sort=label"));
    assertEquals("ac", trial.labels("n.eq=1&n.eq=3&sort=label"));
    assertEquals("ac", trial.labels("n.lt=2;n.gt=2&sort=label"));
    assertEquals("ab", trial.labels("n=1;label=b&sort=label"));
    assertEquals("ac", trial.labels("n%3C2;n%3E2&sort=label"));
  }

  @Test
  default void orOfSigns_takesEachComparison() {
    Trial trial = trial();
    trial.createLabelled("{\"n\":1}", "{\"n\":2}", "{\"n\":3}");
    assertEquals("ac", trial.rawLabels("n<2;n>2&sort=label"));
  }

  @Test
  default void encodedSeparators_belongToTheValue() {
    Trial trial = trial();
    trial.createLabelled(
        "{\"t\":\"Smith, John\"}", "{\"t\":\"Smith\"}", "{\"t\":\"a;b\"}", "{\"t\":\"a&b\"}");
    assertEquals("a", trial.labels("t=Smith%2C%20John"));
    assertEquals("a", trial.labels("t=Smith%2C+John"));
    assertEquals("b", trial.labels("t=Smith,%20John"));
    assertEquals("c", trial.labels("t=a%3Bb"));
    assertEquals("d", trial.labels("t=a%26b"));
    assertEquals("a", trial.labels("t%3D%3DSmith%2C%20John"));
  }

  @Test
  default void whatIsNoComparison_isRefused() {
    Trial trial = trial();
    for (String query : new String[] {"name", "=x", "%zz=1", "a=%", "n.gt", "n!=2", "a%2Cb=1"}) {
      Expect.refusal(400, "invalidQuery", trial.rawList(query));
    }
  }
}

package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Expect;

/** The JSONPath filter (TMF630 part 6): what is understood, and 501 for what isn't. */
public interface JsonPathContract extends Contract {
  @Test
  default void comparisons_filter() {
    Trial trial = trial();
    trial.createLabelled("{\"n\":1,\"t\":\"x\"}", "{\"n\":2,\"t\":\"y\"}", "{\"n\":3}");
    assertEquals("b", found(trial, "$[?(@.n==2)]"));
    assertEquals("ac", found(trial, "$[?(@.n!=2)]"));
    assertEquals("bc", found(trial, "$[?(@.n>=2)]"));
    assertEquals("a", found(trial, "$[?(@.n<2)]"));
    assertEquals("b", found(trial, "$[?(@.n>1 && @.n<3)]"));
    assertEquals("ac", found(trial, "$[?(@.n==1 || @.n==3)]"));
    assertEquals("c", found(trial, "$[?(!(@.n<3))]"));
    assertEquals("ab", found(trial, "$[?(@.t)]"));
    assertEquals("c", found(trial, "$[?(!@.t)]"));
    assertEquals("a", found(trial, "$[?(@.t=='x')]"));
    assertEquals("a", found(trial, "$[?(@.t==\"x\")]"));
    assertEquals("ab", found(trial, "$[?(@.t =~ /^[xy]$/)]"));
    assertEquals("ab", found(trial, "$[?(@.t =~ /^[XY]$/i)]"));
    assertEquals("a", found(trial, "[?(@['t']=='x')]"));
  }

  @Test
  default void nestedArrays_filter() {
    Trial trial = trial();
    trial.createLabelled(
        "{\"media\":[{\"kind\":\"mail\",\"on\":true,\"mark\":{\"n\":1}},{\"kind\":\"phone\",\"on\":false}]}",
        "{\"media\":[{\"kind\":\"mail\",\"on\":false},{\"kind\":\"phone\",\"on\":true,\"mark\":{\"n\":2}}]}",
        "{\"media\":[]}",
        "{}");
    assertEquals("ab", found(trial, "$[?(@.media[*].kind=='mail')]"));
    assertEquals("a", found(trial, "$.media[?(@.kind=='mail' && @.on==true)]"));
    assertEquals("b", found(trial, "$.media[?(@.mark.n==2)]"));
    assertEquals("a", found(trial, "media[?(@.kind=='mail' && @.on==true)]"));
    assertEquals("b", found(trial, "$[?(@.media[*].mark.n>1)]"));
  }

  @Test
  default void quotesInAValue_areText() {
    Trial trial = trial();
    trial.createLabelled("{\"t\":\"it's\"}", "{\"t\":\"a\\\"b\"}", "{\"t\":\"a\\\\b\"}");
    assertEquals("a", found(trial, "$[?(@.t=='it\\'s')]"));
    assertEquals("a", found(trial, "$[?(@.t==\"it's\")]"));
    assertEquals("b", found(trial, "$[?(@.t=='a\"b')]"));
    assertEquals("c", found(trial, "$[?(@.t=='a\\\\b')]"));
  }

  @Test
  default void filterAndAttributes_mustBothMatch() {
    Trial trial = trial();
    trial.createLabelled("{\"n\":1,\"m\":1}", "{\"n\":1,\"m\":2}");
    assertEquals("b", trial.labels("n=1&filter=" + encoded("$[?(@.m==2)]")));
  }

  @Test
  default void unsupportedElement_answers501() {
    Trial trial = trial();
    trial.create("{\"n\":1}");
    for (String filter :
        new String[] {
          "$..n",
          "$[0]",
          "$[?(@.n.length()>1)]",
          "$[?(@.n in [1,2])]",
          "$[?(@.n==@.m)]",
          "$[?(@.n==1]",
          "$[?(@.n==)]",
          "$[?(@.n==1 &&)]",
          "$[?((@.n==1)]",
          "$[?(@.media[0].n==1)]",
          "nonsense",
          ""
        }) {
      Expect.refusal(
          501,
          "unsupportedFilter",
          trial.client().get(trial.path() + "?filter=" + encoded(filter)));
    }
  }

  private static String found(Trial trial, String filter) {
    return trial.labels("sort=label&filter=" + encoded(filter));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

package trunkline.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;

/** A bundle takes its parts along, and is built rightly. */
class BundleTest {
  private final Products products = new Products("bundles");

  @Test
  void suspendedAndResumed_takesItsPartsAlong() {
    String part = products.active("{}");
    String byItself = products.active("{}");
    String bundle = products.active(Products.bundle(part, byItself));
    products.become("suspended", byItself);
    products.become("suspended", bundle);
    assertEquals(bundle, products.read(part).at("/suspendedWith/id").asText());
    assertFalse(products.read(byItself).has("suspendedWith"));
    products.become("active", bundle);
    assertEquals("active", products.status(part));
    assertFalse(products.read(part).has("suspendedWith"));
    assertEquals("suspended", products.status(byItself), "it had a reason of its own");
  }

  @Test
  void partResumedByItself_forgetsTheBundlesReason() {
    String part = products.active("{}");
    String bundle = products.active(Products.bundle(part));
    products.become("suspended", bundle);
    products.become("active", part);
    products.become("suspended", part);
    products.become("active", bundle);
    assertEquals("suspended", products.status(part));
  }

  @Test
  void terminated_endsEveryPartOnItsDate() {
    String active = products.active("{\"startDate\":\"2026-01-06\"}");
    String waiting = products.create("{\"status\":\"pendingActive\"}");
    String leaving =
        products.create(
            "{\"status\":\"pendingTerminate\",\"startDate\":\"2026-01-06\",\"terminationDate\":\"2099-01-01\"}");
    String bundle = products.active(Products.bundle(active, waiting, leaving));
    String end =
        "{\"status\":\"terminated\",\"terminationDate\":\"2026-02-01\",\"startDate\":\"2026-01-06\"}";
    Expect.status(200, products.patch(bundle, end));
    assertEquals("cancelled", products.status(waiting));
    for (String part : new String[] {active, leaving}) {
      assertEquals("terminated", products.status(part));
      assertEquals("2026-02-01", products.read(part).path("terminationDate").asText());
    }
  }

  @Test
  void partThatCannotGoAlong_keepsTheBundleAsItWas() {
    String old = products.active("{\"startDate\":\"2026-01-06\"}");
    String young = products.active("{\"startDate\":\"2026-03-01\"}");
    String bundle = products.create(Products.bundle(old, young));
    Expect.status(
        200, products.patch(bundle, "{\"status\":\"active\",\"startDate\":\"2026-01-06\"}"));
    Answer refused =
        products.patch(bundle, "{\"status\":\"terminated\",\"terminationDate\":\"2026-02-01\"}");
    Expect.refusal(422, "datesReversed", refused);
    assertEquals(
        List.of("active", "active", "active"),
        List.of(products.status(bundle), products.status(old), products.status(young)));
  }

  @Test
  void nestedBundles_goAlongToTheLeaves() {
    String leaf = products.active("{}");
    String inner = products.active(Products.bundle(leaf));
    String outer = products.active(Products.bundle(inner));
    products.become("suspended", outer);
    assertEquals("suspended", products.status(leaf));
    products.become("active", outer);
    assertEquals("active", products.status(leaf));
    products.become("terminated", outer);
    assertEquals(
        Set.of("terminated"),
        Set.of(leaf, inner, outer).stream().map(products::status).collect(Collectors.toSet()));
  }

  @Test
  void partMaySayItself_thatItIsBundledBy() {
    String bundle = products.active("{\"isBundle\":true}");
    String part = products.active("{" + Products.related("isBundledBy", bundle) + "}");
    products.become("suspended", bundle);
    assertEquals("suspended", products.status(part));
    String plain = products.active("{}");
    Expect.refusal(
        422, "notABundle", products.post("{" + Products.related("isBundledBy", plain) + "}"));
    Expect.refusal(422, "notABundle", products.patch(bundle, "{\"isBundle\":false}"));
  }

  @Test
  void partsThatDoNotFit_areRefused() {
    String part = products.create("{}");
    String stranger = products.create("{\"relatedParty\":[{\"id\":\"somebody-else\"}]}");
    Expect.refusal(422, "productNotHere", products.post(Products.bundle("nowhere")));
    Expect.refusal(
        422,
        "productNotHere",
        products.post("{" + Products.related("isBundledBy", "nowhere") + "}"));
    Expect.refusal(422, "partOfAnotherParty", products.post(Products.bundle(part, stranger)));
    Expect.refusal(422, "notABundle", products.post("{" + Products.related("bundled", part) + "}"));
    String bundle = products.create(Products.bundle(part));
    Expect.refusal(422, "inTwoBundles", products.post(Products.bundle(part)));
    Expect.refusal(
        422,
        "partOfAnotherParty",
        products.patch(part, "{\"relatedParty\":[{\"id\":\"somebody-else\"}]}"));
    products.become("cancelled", bundle);
    Expect.refusal(
        422, "bundleEnded", products.post("{" + Products.related("isBundledBy", bundle) + "}"));
    products.create("{" + Products.related("reliesOn", "of-another-system") + "}");
  }

  @Test
  void bundleThatWouldContainItself_isRefused() {
    String inner = products.create("{\"isBundle\":true}");
    String middle = products.create(Products.bundle(inner));
    String outer = products.create(Products.bundle(middle));
    for (String whole : new String[] {inner, middle, outer}) {
      Expect.refusal(
          422,
          "bundleCircle",
          products.patch(inner, "{" + Products.related("bundles", whole) + "}"));
    }
  }

  @Test
  void partOfALivingBundle_isNotDeleted() {
    String part = products.create("{}");
    String bundle = products.create(Products.bundle(part));
    Expect.refusal(409, "stillBundled", products.delete(part));
    products.become("cancelled", bundle);
    Expect.status(204, products.delete(part));
    Expect.status(204, products.delete(bundle));
  }
}

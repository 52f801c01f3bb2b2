package trunkline.subscription;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.AtOnce;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.StoredResources;
import trunkline.subscription.product.Product;

/** What happens to several products happens at once, whoever else is at work. */
class BundleTransactionTest {
  private static final int ROUNDS = 25;

  private final Products products = new Products("transactions");

  @Test
  void cascade_isOneTransactionWithAnEventForEachProduct() throws Exception {
    String part = products.active("{}");
    String other = products.active("{}");
    String bundle = products.active(Products.bundle(part, other));
    products.become("suspended", bundle);
    var stored = new StoredResources(Shared.service(), Product.TYPE, "transactions");
    List<String> ids = List.of(part, other, bundle);
    List<String> told = stored.told().reversed().subList(0, ids.size());
    assertEquals(Set.copyOf(ids), Set.copyOf(told));
    var transactions = stored.lastTransactions();
    assertEquals(1, ids.stream().map(transactions::get).distinct().count());
  }

  @Test
  void twoPatchesThatTogetherMakeACircle_oneIsRefused() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String one = products.create("{\"isBundle\":true}");
      String two = products.create("{\"isBundle\":true}");
      List<Answer> answers =
          AtOnce.send(
              () -> products.patch(one, "{" + Products.related("bundles", two) + "}"),
              () -> products.patch(two, "{" + Products.related("bundles", one) + "}"));
      assertEquals(List.of(200, 422), AtOnce.statuses(answers), answers.toString());
    }
  }

  @Test
  void partDeletedWhileItIsBundled_isEitherButNotBoth() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String part = products.create("{}");
      List<Answer> answers =
          AtOnce.send(() -> products.post(Products.bundle(part)), () -> products.delete(part));
      boolean bundled = answers.get(0).status() == 201;
      Expect.status(bundled ? 201 : 422, answers.get(0));
      Expect.status(bundled ? 409 : 204, answers.get(1));
    }
  }

  @Test
  void bundleTerminatedWhileItsPartIsResumed_endsBoth() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String part = products.active("{}");
      String bundle = products.active(Products.bundle(part));
      products.become("suspended", part);
      List<Answer> answers =
          AtOnce.send(
              () -> products.patch(bundle, "{\"status\":\"terminated\"}"),
              () -> products.patch(part, "{\"status\":\"active\"}"));
      Expect.status(200, answers.get(0));
      assertTrue(List.of(200, 409).contains(answers.get(1).status()), answers.get(1).text());
      assertEquals("terminated", products.status(part));
    }
  }

  @Test
  void bulkLineThatDoesNotFit_leavesTheOthersAlone() {
    String part = products.create("{}");
    String lines =
        line("1", "{}")
            + line("2", Products.bundle("nowhere"))
            + line("3", Products.bundle(part))
            + line("4", Products.bundle(part));
    Answer answer =
        Shared.service()
            .client("transactions")
            .send("POST", "/bulk/v1/product", lines, "Content-Type", "application/x-ndjson");
    List<Integer> statuses =
        answer.text().lines().map(l -> Json.parse(l).path("status").asInt()).toList();
    assertEquals(List.of(201, 422, 201, 422), statuses, answer.text());
  }

  private static String line(String key, String attributes) {
    return "{\"key\":\"bulk/%s\",\"resource\":%s}\n".formatted(key, Products.body(attributes));
  }
}

package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Listener;

/** One tenant is nothing to another: neither seen, nor changed, nor in the way. */
public interface TenancyContract extends Contract {
  @Test
  default void foreignResource_isNotThere() {
    Trial trial = trial();
    Client other = trial.anotherTenant();
    var created = trial.create("{\"x\":1}");
    String path = trial.path(created.id());
    Expect.refusal(404, "notFound", other.get(path));
    Expect.refusal(404, "notFound", other.merge(path, "{\"x\":2}"));
    Expect.refusal(404, "notFound", other.delete(path));
    for (String query : new String[] {"", "?id=" + created.id(), "?x=1", "?x.gt=0", "?sort=x"}) {
      assertEquals("[]", other.get(trial.path() + query).text(), query);
      assertEquals("0", other.get(trial.path() + query).header("X-Total-Count"), query);
    }
    assertEquals(created.json(), trial.read(created.id()));
  }

  @Test
  default void sameKeyOfTwoTenants_makesTwoResources() {
    Trial trial = trial();
    Client other = trial.anotherTenant();
    String body = trial.body("{}");
    String mine = trial.client().post(trial.path(), body, "Idempotency-Key", "k").id();
    String theirs = Expect.status(201, other.post(trial.path(), body, "Idempotency-Key", "k")).id();
    assertNotEquals(mine, theirs);
    String line = "{\"key\":\"b\",\"resource\":" + body + "}\n";
    String bulk = "/bulk/v1/" + trial.specimen().name();
    String type = "application/x-ndjson";
    assertEquals(
        201,
        trial
            .client()
            .send("POST", bulk, line, "Content-Type", type)
            .json()
            .path("status")
            .asInt());
    assertEquals(
        201, other.send("POST", bulk, line, "Content-Type", type).json().path("status").asInt());
    assertEquals(2, other.get(trial.path()).json().size());
  }

  @Test
  default void subscription_hearsOnlyItsOwnTenant() {
    Trial trial = trial();
    Client other = trial.anotherTenant();
    try (Listener listener = Listener.start()) {
      String hub = trial.subscribe(listener, "");
      Expect.refusal(404, "notFound", other.get(hub));
      Expect.refusal(404, "notFound", other.delete(hub));
      assertEquals("[]", other.get(trial.specimen().api() + "/hub").text());
      Expect.status(201, other.post(trial.path(), trial.body("{\"whose\":\"theirs\"}")));
      trial.create("{\"whose\":\"mine\"}");
      var event = listener.next(1).getFirst().body();
      assertEquals("mine", event.at("/event/" + trial.specimen().name() + "/whose").asText());
      assertEquals(0, listener.waiting());
      trial.unsubscribe(hub);
    }
  }
}

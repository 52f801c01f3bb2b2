package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import trunkline.platform.json.Json;
import trunkline.platform.testing.ApiDocument;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Listener;

/**
 * The resource's part of the service's OpenAPI document is true in both directions: every status
 * that it lists can be got, and every answer on the way is as it says (each client checks that).
 */
public interface DescriptionContract extends Contract {
  /** Overload, faults and bodies of many megabytes have tests of their own. */
  Set<Integer> ELSEWHERE = Set.of(413, 429, 500, 503);

  @Test
  default void everyStatusThatIsDescribed_isAnswered() {
    Trial trial = trial();
    String id = trial.create("{}").id();
    lists(trial);
    creations(trial);
    reads(trial, id);
    patches(trial, id);
    loads(trial);
    hub(trial);
    deletions(trial, id);
    assertEquals(Set.of(), missing(trial), "described, but never answered");
  }

  /** Every documented status of the specimen's operations that no test of the service has met. */
  private Set<String> missing(Trial trial) {
    var missing = new TreeSet<String>();
    for (ApiDocument.Operation operation : service().document().operations()) {
      if (isOf(trial, operation.path())) {
        operation
            .node()
            .path("responses")
            .fieldNames()
            .forEachRemaining(
                status -> {
                  if (!ELSEWHERE.contains(Integer.parseInt(status))
                      && !dependsOnType(operation, status)) {
                    missing.add(operation + " " + status);
                  }
                });
      }
    }
    missing.removeAll(service().answers().seen());
    return missing;
  }

  private static boolean isOf(Trial trial, String path) {
    return path.replace("/{id}", "").equals(trial.path())
        || path.replace("/{id}", "").equals(trial.specimen().api() + "/hub")
        || path.equals("/bulk/v1/" + trial.specimen().name());
  }

  /** A conflict or a business rule that not every resource has, so the kit can't provoke it. */
  private static boolean dependsOnType(ApiDocument.Operation operation, String status) {
    return switch (operation.method()) {
      case "PATCH" -> status.equals("409") || status.equals("422");
      case "DELETE" -> status.equals("409");
      default -> false;
    };
  }

  private static void lists(Trial trial) {
    trial.create("{}");
    trial.client().get(trial.path());
    trial.client().get(trial.path() + "?limit=1");
    trial.client().get(trial.path() + "?sort=-id&fields=id,href");
    trial.client().get(trial.path() + "?limit=none");
    trial.client().get(trial.path() + "?filter=everything");
    trial.client().get(trial.path(), "Accept", "application/xml");
    trial.clientWith("tmf:read").get(trial.path());
    refusedTo(trial, "GET", trial.path());
  }

  private static void creations(Trial trial) {
    Client client = trial.client();
    String[] key = {"Idempotency-Key", "description"};
    String id = Expect.status(201, client.post(trial.path(), trial.body("{}"), key)).id();
    client.post(trial.path(), trial.body("{\"x\":1}"), key);
    client.delete(trial.path(id));
    client.post(trial.path(), trial.body("{}"), key);
    client.post(trial.path(), "[]");
    client.send("POST", trial.path(), "{}", "Content-Type", "text/plain");
    refusedTo(trial, "POST", trial.path());
  }

  private static void reads(Trial trial, String id) {
    String tag = trial.client().get(trial.path(id)).header("ETag");
    trial.client().get(trial.path(id), "If-None-Match", tag);
    trial.client().get(trial.path(id) + "?limit=1");
    trial.client().get(trial.path(id), "Accept", "application/xml");
    trial.client().get(trial.path("nobody"));
    trial.clientWith("tmf:read").get(trial.path(id));
    refusedTo(trial, "GET", trial.path(id));
  }

  private static void patches(Trial trial, String id) {
    Client client = trial.client();
    String set = "[{\"op\":\"add\",\"path\":\"/x\",\"value\":1}]";
    client.merge(trial.path(id), "{\"x\":2}");
    client.patch(trial.path(id), "application/json-patch+json", set);
    client.patch(trial.path(id), "application/json-patch-query+json", set);
    client.merge(trial.path(id), "{\"id\":\"other\"}");
    client.merge(trial.path("nobody"), "{}");
    client.merge(trial.path(id), "{}", "If-Match", "\"999\"");
    client.patch(trial.path(id), "text/plain", "{}");
    trial.clientWith("tmf:write").merge(trial.path(id), "{\"x\":3}");
    refusedTo(trial, "PATCH", trial.path(id));
  }

  private static void loads(Trial trial) {
    String path = "/bulk/v1/" + trial.specimen().name();
    String line = "{\"key\":\"described\",\"resource\":%s}".formatted(trial.body("{}"));
    String lines = line.replace("\n", " ") + "\nnothing\n{\"key\":\"k\",\"resource\":[]}\n";
    trial.client().send("POST", path, lines, "Content-Type", "application/x-ndjson");
    String many = "{}\n".repeat(1001);
    trial.client().send("POST", path, many, "Content-Type", "application/x-ndjson");
    trial.client().post(path, "{}");
    refusedTo(trial, "POST", path);
  }

  private static void hub(Trial trial) {
    String hub = trial.specimen().api() + "/hub";
    Client client = trial.client();
    try (Listener listener = Listener.start()) {
      String subscription = trial.subscribe(listener, "");
      client.post(hub, "{\"callback\":\"%s\",\"query\":\"\"}".formatted(listener.callback()));
      client.post(hub, "{\"callback\":5}");
      client.post(
          hub,
          "{\"callback\":\"%s\",\"query\":\"filter=everything\"}".formatted(listener.callback()));
      client.send("POST", hub, "{}", "Content-Type", "text/plain");
      client.get(hub);
      client.get(subscription);
      for (String refused : new String[] {hub, subscription}) {
        refusedTo(trial, "GET", refused);
      }
      refusedTo(trial, "POST", hub);
      refusedTo(trial, "DELETE", subscription);
      trial.unsubscribe(subscription);
      for (String id : new String[] {"nobody", "%00"}) {
        client.get(hub + "/" + id);
        client.delete(hub + "/" + id);
      }
    }
  }

  private static void deletions(Trial trial, String id) {
    refusedTo(trial, "DELETE", trial.path(id));
    trial.client().delete(trial.path(id), "If-Match", "\"999\"");
    trial.client().delete(trial.path(id), "If-Match", "999");
    trial.client().delete(trial.path(id));
    trial.client().delete(trial.path(id));
  }

  private static void refusedTo(Trial trial, String method, String path) {
    Expect.status(401, trial.stranger().send(method, path, null));
    Expect.status(403, trial.clientWith("no:scope").send(method, path, null));
  }

  @Test
  default void events_areAsTheWebhooksSay() {
    Trial trial = trial();
    ApiDocument document = service().document();
    try (Listener listener = Listener.start()) {
      String subscription = trial.subscribe(listener, "");
      String id = trial.create("{}").id();
      trial.client().merge(trial.path(id), "{\"x\":1}");
      Expect.status(204, trial.client().delete(trial.path(id)));
      for (Listener.Received event : listener.next(3)) {
        String name = event.path().substring(event.path().lastIndexOf('/') + 1);
        String schema = "/webhooks/" + name + "/post/requestBody/content/application~1json/schema";
        assertEquals(List.of(), document.faults(schema, event.body()), name);
      }
      trial.unsubscribe(subscription);
    }
  }

  @Test
  default void specimen_isAsTheDescriptionOfACreationSays() {
    String schema = "/components/schemas/" + specimen().typeName() + "Create";
    JsonNode body = Json.parse(specimen().body());
    assertEquals(List.of(), service().document().faults(schema, body));
    for (String attribute : specimen().mandatory()) {
      JsonNode without = body.deepCopy();
      ((com.fasterxml.jackson.databind.node.ObjectNode) without).remove(attribute);
      assertEquals(1, service().document().faults(schema, without).size(), attribute);
    }
  }
}

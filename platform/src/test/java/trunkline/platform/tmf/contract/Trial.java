package trunkline.platform.tmf.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Issuer;
import trunkline.platform.testing.Listener;
import trunkline.platform.testing.RawHttp;
import trunkline.platform.testing.ServiceUnderTest;

/** One test's own tenant of one resource: nobody else's rows stand in its lists. */
public final class Trial {
  private static final AtomicInteger TENANTS = new AtomicInteger();

  private final ServiceUnderTest service;
  private final Specimen specimen;
  private final String tenant = "kit-" + TENANTS.incrementAndGet();
  private final Client client;

  Trial(ServiceUnderTest service, Specimen specimen) {
    this.service = service;
    this.specimen = specimen;
    this.client = service.client(tenant);
  }

  public Client client() {
    return client;
  }

  public Client clientWith(String... scopes) {
    return service.client(tenant, scopes);
  }

  /** A client without a token. */
  public Client stranger() {
    return service.stranger();
  }

  public Client anotherTenant() {
    return service.client(tenant + "-other");
  }

  public Specimen specimen() {
    return specimen;
  }

  public String base() {
    return service.base();
  }

  public String path() {
    return specimen.path();
  }

  public String path(String id) {
    return specimen.path() + "/" + id;
  }

  /** The specimen's body with more attributes, or others. */
  public String body(String attributes) {
    var body = (ObjectNode) Json.parse(specimen.body());
    body.setAll((ObjectNode) Json.parse(attributes));
    return Json.write(body);
  }

  public String bodyWithout(String attribute) {
    var body = (ObjectNode) Json.parse(specimen.body());
    body.remove(attribute);
    return Json.write(body);
  }

  /** A stored resource with these attributes besides the specimen's. */
  public Answer create(String attributes) {
    return Expect.status(201, client.post(path(), body(attributes)));
  }

  /**
   * Stores one resource for each text, which is its attributes; the first is labelled a, the next
   * b.
   */
  public void createLabelled(String... attributes) {
    char label = 'a';
    for (String text : attributes) {
      var extended = (ObjectNode) Json.parse(text);
      create(Json.write(extended.put("label", Character.toString(label++))));
    }
  }

  /** The labels of what a query lists, in order, as one word. */
  public String labels(String query) {
    Answer answer = client.get(path() + "?" + sendable(query));
    if (answer.status() != 200 && answer.status() != 206) {
      throw new AssertionError(query + " answered " + answer.status() + " " + answer.text());
    }
    return labelsOf(answer);
  }

  /** What a proper client may not send as it is. */
  static String sendable(String query) {
    return query.replace("^", "%5E").replace("[", "%5B").replace("]", "%5D").replace("|", "%7C");
  }

  /** The same with a query that goes out unencoded. */
  public String rawLabels(String query) {
    return labelsOf(Expect.status(200, rawList(query)));
  }

  public Answer rawList(String query) {
    String token = Issuer.shared().token(tenant, "tmf:read", "pii:read");
    return RawHttp.get(service.base(), token, path() + "?" + query);
  }

  public static String labelsOf(Answer list) {
    var labels = new StringBuilder();
    list.json().forEach(resource -> labels.append(resource.path("label").asText()));
    return labels.toString();
  }

  public JsonNode read(String id) {
    return Expect.status(200, client.get(path(id))).json();
  }

  /** Subscribes a listener to the specimen's API; answers the subscription's path. */
  public String subscribe(Listener listener, String query) {
    String hub = specimen.api() + "/hub";
    var body = Json.mapper().createObjectNode().put("callback", listener.callback());
    body.put("query", query);
    return hub + "/" + Expect.status(201, client.post(hub, Json.write(body))).id();
  }

  public void unsubscribe(String path) {
    Expect.status(204, client.delete(path));
  }

  /** A resource's attributes' names, in order. */
  public static List<String> names(JsonNode document) {
    var names = new ArrayList<String>();
    document.fieldNames().forEachRemaining(names::add);
    return names;
  }
}

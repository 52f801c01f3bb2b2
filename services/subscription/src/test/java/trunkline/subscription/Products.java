package trunkline.subscription;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** The products of one tenant of the shared service, in a few words. */
final class Products {
  static final String PATH = Specimens.PRODUCT.path();

  private final Client client;

  Products(String tenant) {
    this.client = Shared.service().client(tenant);
  }

  /** The specimen with these attributes besides, or instead. */
  static String body(String attributes) {
    var body = (ObjectNode) Json.parse(Specimens.PRODUCT.body());
    body.setAll((ObjectNode) Json.parse(attributes));
    return Json.write(body);
  }

  /** {@code productRelationship} of one type to each of the products. */
  static String related(String type, String... ids) {
    var list = Json.mapper().createArrayNode();
    for (String id : ids) {
      list.addObject().put("relationshipType", type).putObject("product").put("id", id);
    }
    return "\"productRelationship\":" + Json.write(list);
  }

  static String bundle(String... parts) {
    return "{\"isBundle\":true," + related("bundles", parts) + "}";
  }

  Answer post(String attributes) {
    return client.post(PATH, body(attributes));
  }

  /** A stored product's id. */
  String create(String attributes) {
    return Expect.status(201, post(attributes)).id();
  }

  String active(String attributes) {
    String id = create(attributes);
    become("active", id);
    return id;
  }

  Answer patch(String id, String attributes) {
    return client.merge(PATH + "/" + id, attributes);
  }

  JsonNode become(String status, String id) {
    return Expect.status(200, patch(id, "{\"status\":\"" + status + "\"}")).json();
  }

  Answer delete(String id) {
    return client.delete(PATH + "/" + id);
  }

  JsonNode read(String id) {
    return Expect.status(200, client.get(PATH + "/" + id)).json();
  }

  String status(String id) {
    return read(id).path("status").asText();
  }
}

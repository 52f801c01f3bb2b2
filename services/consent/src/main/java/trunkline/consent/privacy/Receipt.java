package trunkline.consent.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import trunkline.platform.digest.Sha256;
import trunkline.platform.json.Json;
import trunkline.platform.log.Position;

/**
 * What a person gets of their erasure: what went, what the law keeps and until when, what the
 * warehouse was told, and what nobody can reach. It names nobody; who knows the person's id can
 * find it by its hash.
 */
final class Receipt {
  private static final String FORMAT = "trunkline.erasureReceipt/1";
  private static final String NO_INSTRUCTION = Position.START.text();

  /** Said in every receipt, because it is so for every erasure. */
  private static final List<String> BEYOND =
      List.of(
          "Backups of databases and noncurrent versions in buckets age out by their own terms",
          "Blocks of deleted rows may lie in database files until they are overwritten",
          "Subscribers of events hold copies of their own; each was told of the deletion",
          "The system that records were migrated from is not part of this platform");

  private Receipt() {}

  /** {@code results} is what each service answered when it had done its part. */
  static ObjectNode of(PrivacyRequest request, JsonNode results, Instant now) {
    ObjectNode receipt = Json.mapper().createObjectNode();
    receipt.put("format", FORMAT).put("requestId", request.id());
    receipt.put("tenant", request.tenant()).put("subject", request.subjectHash());
    receipt.put("requestedAt", request.createdAt().toString()).put("doneAt", now.toString());
    ObjectNode instructed = Json.mapper().createObjectNode();
    receipt.putArray("services");
    results
        .properties()
        .forEach(
            result -> {
              JsonNode answer = result.getValue();
              receipt.withArray("/services").add(service(result.getKey(), answer));
              String position = answer.path("position").asText(NO_INSTRUCTION);
              if (!position.equals(NO_INSTRUCTION)) {
                instructed.put(result.getKey(), position);
              }
            });
    receipt.set("retention", byClass(results));
    receipt.putObject("warehouse").set("instructedAt", instructed);
    BEYOND.forEach(receipt.putArray("beyondReach")::add);
    return receipt;
  }

  private static ObjectNode service(String name, JsonNode answer) {
    ObjectNode json = Json.mapper().createObjectNode().put("service", name);
    json.putArray("erased");
    json.putArray("kept");
    for (JsonNode item : answer.path("items")) {
      if (item.has("keptUntil")) {
        json.withArray("/kept").add(item);
      } else {
        json.withArray("/erased").add(gone(item));
      }
    }
    return json.put("landedBatchesRewritten", answer.path("batches").asLong());
  }

  private static ObjectNode gone(JsonNode item) {
    String idHash =
        item.has("idHash") ? item.path("idHash").asText() : Sha256.hex(item.path("id").asText());
    return Json.mapper()
        .createObjectNode()
        .put("type", item.path("type").asText())
        .put("idHash", idHash)
        .put("outcome", item.path("outcome").asText());
  }

  /**
   * Class of retention → the law, and how much of it is kept and until when at the latest. What was
   * somebody else's and only named the person is of no class.
   */
  private static ObjectNode byClass(JsonNode results) {
    var classes = new TreeMap<String, ObjectNode>();
    for (JsonNode answer : results) {
      for (JsonNode item : answer.path("items")) {
        if (item.has("retention") && !item.path("outcome").asText().equals("STRIPPED")) {
          ObjectNode of =
              classes.computeIfAbsent(
                  item.path("retention").asText(), name -> Json.mapper().createObjectNode());
          of.put("law", item.path("law").asText());
          count(of, item);
        }
      }
    }
    ObjectNode json = Json.mapper().createObjectNode();
    classes.forEach(json::set);
    return json;
  }

  private static void count(ObjectNode of, JsonNode item) {
    String until = item.path("keptUntil").asText();
    String outcome = item.has("keptUntil") ? "kept" : "gone";
    of.put("gone", of.path("gone").asInt()).put("kept", of.path("kept").asInt());
    of.put(outcome, of.path(outcome).asInt() + 1);
    if (until.compareTo(of.path("keptUntil").asText()) > 0) {
      of.put("keptUntil", until);
    }
  }
}

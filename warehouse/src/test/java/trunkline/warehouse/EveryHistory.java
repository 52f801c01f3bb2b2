package trunkline.warehouse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import trunkline.platform.json.Json;

/**
 * Random lives of a few things of each service: made, changed, deleted, made again, so that every
 * model that comes with the warehouse has rows that come, change and go.
 */
final class EveryHistory {
  static final List<String> SERVICES =
      List.of(
          "customer",
          "subscription",
          "device",
          "interaction",
          "consent",
          "ticket",
          "identification");
  private static final int THINGS = 3;

  private final Random random;
  private final CustomerHistory customers;
  private final Map<String, Long> versions = new HashMap<>();
  private final Set<String> alive = new HashSet<>();
  private Instant now = Instant.parse("2025-03-15T08:00:00Z");
  private long tx = 700;
  private long seq;

  EveryHistory(long seed) {
    this.random = new Random(seed);
    this.customers = new CustomerHistory(seed);
  }

  /** The next events of one service's log. */
  List<LandedEvent> next(String service, int count) {
    if (service.equals("customer") && random.nextBoolean()) {
      return renumbered(customers.events(count));
    }
    List<LandedEvent> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      events.add(event(service));
    }
    return events;
  }

  /** In this history's order and time. */
  private List<LandedEvent> renumbered(List<LandedEvent> events) {
    return events.stream()
        .map(
            e -> {
              advance();
              return new LandedEvent(
                  e.service(),
                  e.tenant(),
                  e.resourceType(),
                  e.resourceId(),
                  e.kind(),
                  e.version(),
                  tx,
                  seq,
                  now,
                  e.resource());
            })
        .toList();
  }

  private void advance() {
    seq++;
    tx += random.nextInt(3);
    now = now.plus(Duration.ofHours(random.nextInt(-20, 300)));
  }

  private LandedEvent event(String service) {
    advance();
    String type = type(service);
    String id = type.charAt(0) + "" + random.nextInt(THINGS);
    String kind = "Create";
    if (!alive.add(type + id)) {
      kind = random.nextInt(6) == 0 ? "Delete" : "AttributeValueChange";
    }
    if (kind.equals("Delete")) {
      alive.remove(type + id);
    }
    long version = versions.merge(type + id, 1L, Long::sum);
    return new LandedEvent(
        service, "acme", type, id, kind, version, tx, seq, now, resource(type, id));
  }

  private String type(String service) {
    return switch (service) {
      case "customer" -> one("individual", "organization", "billingAccount", "customer");
      case "subscription" -> "product";
      case "device" -> "resource";
      case "interaction" -> "partyInteraction";
      case "consent" -> "partyPrivacyProfile";
      case "ticket" -> "troubleTicket";
      default -> "digitalIdentity";
    };
  }

  private ObjectNode resource(String type, String id) {
    ObjectNode resource = Json.mapper().createObjectNode().put("id", id).put("name", "Näme " + id);
    switch (type) {
      case "individual" -> resource.put("givenName", one("Jane", "John")).put("familyName", "Roe");
      case "product" -> product(resource);
      case "resource" ->
          owner(resource, "owner")
              .put("@type", one("Sim", "Msisdn"))
              .put("lifecycleState", one("available", "assigned", "retired"));
      case "partyInteraction" -> contact(resource);
      case "partyPrivacyProfile" -> consent(resource);
      case "troubleTicket" -> ticket(resource);
      case "digitalIdentity" -> identity(resource);
      default -> owner(resource, "owner").put("status", one("Active", "Closed", "defined"));
    }
    return resource;
  }

  private ObjectNode owner(ObjectNode resource, String role) {
    if (random.nextInt(4) > 0) {
      ArrayNode parties = resource.putArray("relatedParty");
      parties.addObject().put("id", "i" + random.nextInt(THINGS)).put("role", role);
    }
    return resource;
  }

  private void product(ObjectNode resource) {
    owner(resource, "owner")
        .put("status", one("created", "active", "active", "suspended", "terminated", "cancelled"))
        .put("startDate", moment())
        .put("isBundle", random.nextInt(8) == 0);
    for (int i = random.nextInt(3); i > 0; i--) {
      ObjectNode price = resource.withArray("productPrice").addObject();
      price.put("priceType", "recurring").put("recurringChargePeriod", one("month", "year"));
      price
          .putObject("price")
          .putObject("dutyFreeAmount")
          .put("unit", one("EUR", "USD"))
          .put("value", random.nextInt(100));
    }
  }

  private void contact(ObjectNode resource) {
    owner(resource, "customer")
        .put("reason", one("billing", "move"))
        .put("direction", one("inbound", "outbound"))
        .put("status", one("opened", "completed"));
    resource.putObject("interactionDate").put("startDateTime", moment());
    resource.putArray("channel").addObject().put("id", one("phone", "shop"));
  }

  private void consent(ObjectNode resource) {
    resource.put("status", "active").put("agreedDate", moment());
    resource.putObject("applicableForParty").put("id", "i" + random.nextInt(THINGS));
    resource.putObject("partyPrivacyProfileSpecification").put("id", "s1");
    ObjectNode said = resource.putArray("partyPrivacyProfileCharacteristic").addObject();
    said.put("privacyUsagePurpose", one("marketing", "profiling"));
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      ObjectNode statement = said.withArray("history").addObject();
      statement.put("value", one("granted", "denied")).put("at", moment());
    }
  }

  private void ticket(ObjectNode resource) {
    owner(resource, "customer")
        .put("status", one("acknowledged", "inProgress", "resolved", "closed"))
        .put("severity", one("critical", "minor"))
        .put("creationDate", moment());
    resource.putObject("sla").put("breached", random.nextBoolean()).put("resolveBy", moment());
  }

  private void identity(ObjectNode resource) {
    resource.put("status", one("active", "suspended"));
    resource.putObject("individualIdentified").put("id", "i" + random.nextInt(THINGS));
    ObjectNode credential = resource.putArray("credential").addObject();
    credential.put("@type", one("NationalEidCredential", "DocumentCredential"));
    credential.put("state", one("active", "revoked")).put("trustLevel", one("high", "low"));
  }

  private String moment() {
    return Instant.parse("2024-06-01T00:00:00Z")
        .plus(Duration.ofHours(random.nextInt(24 * 900)))
        .toString();
  }

  private String one(String... values) {
    return values[random.nextInt(values.length)];
  }
}

package trunkline.warehouse;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trunkline.platform.json.Json;

/**
 * Random lives of a few customers of two tenants: created, changed, closed, reopened, deleted, made
 * again, with the dirt that real records have, and other resources' events in between.
 */
final class CustomerHistory {
  private static final List<String> TENANTS = List.of("acme", "bell");
  private static final int CUSTOMERS = 4;

  private final Random random;
  private final Map<String, Long> versions = new HashMap<>();
  private final Set<String> alive = new HashSet<>();
  private Instant now = Instant.parse("2025-03-15T08:00:00Z");
  private long tx = 700;

  CustomerHistory(long seed) {
    this.random = new Random(seed);
  }

  List<LandedEvent> events(int count) {
    List<LandedEvent> events = new ArrayList<>();
    for (long seq = 1; seq <= count; seq++) {
      tx += random.nextInt(3);
      now = now.plus(Duration.ofHours(random.nextInt(-20, 400)));
      events.add(random.nextInt(5) == 0 ? other(seq) : customer(seq));
    }
    return events;
  }

  private LandedEvent other(long seq) {
    ObjectNode resource = Json.mapper().createObjectNode().put("id", "i" + seq).put("status", "x");
    return new LandedEvent(
        one(TENANTS), "individual", "i" + seq, "Create", 1, tx, seq, now, resource);
  }

  private LandedEvent customer(long seq) {
    String tenant = one(TENANTS);
    String id = "c" + random.nextInt(CUSTOMERS);
    String key = tenant + "/" + id;
    long version = versions.merge(key, 1L, Long::sum);
    String kind = "Create";
    if (!alive.add(key)) {
      kind =
          random.nextInt(6) == 0 ? "Delete" : one(List.of("AttributeValueChange", "StateChange"));
    }
    if (kind.equals("Delete")) {
      alive.remove(key);
    }
    return new LandedEvent(tenant, "customer", id, kind, version, tx, seq, now, resource(id));
  }

  private ObjectNode resource(String id) {
    ObjectNode resource = Json.mapper().createObjectNode().put("id", id).put("name", "Näme " + id);
    put(resource, "status", one(List.of("Active", "Active", "Active", "Closed", "Approved")));
    if (random.nextInt(4) > 0) {
      ObjectNode valid = resource.putObject("validFor");
      put(valid, "startDateTime", maybe(moment()));
      put(valid, "endDateTime", random.nextInt(3) == 0 ? maybe(moment()) : null);
    }
    if (random.nextInt(8) > 0) {
      characteristics(resource.putArray("characteristic"));
    }
    return resource;
  }

  private void characteristics(ArrayNode list) {
    if (random.nextInt(5) > 0) {
      add(list, "segment").put("value", one(List.of("Prepaid", "One year", "Two year")));
    }
    switch (random.nextInt(6)) {
      case 0 -> add(list, "monthlyRecurringCharge").put("value", "n/a");
      case 1 -> add(list, "monthlyRecurringCharge").put("value", money().toPlainString());
      case 2 -> add(list, "tenureMonths").put("value", random.nextInt(72));
      default -> add(list, "monthlyRecurringCharge").put("value", money());
    }
    switch (random.nextInt(6)) {
      case 0 -> add(list, "churned").put("value", true);
      case 1 -> add(list, "churned").put("value", "true");
      case 2 -> add(list, "churned").put("value", false);
      default -> {}
    }
  }

  private static ObjectNode add(ArrayNode list, String name) {
    return list.addObject().put("name", name);
  }

  private BigDecimal money() {
    return BigDecimal.valueOf(random.nextInt(20_000), 2);
  }

  private String moment() {
    Instant from = Instant.parse("2024-06-01T00:00:00Z");
    return from.plus(Duration.ofHours(random.nextInt(24 * 900))).toString();
  }

  private @Nullable String maybe(String text) {
    return random.nextInt(10) == 0 ? "some day" : text;
  }

  private static void put(ObjectNode node, String name, @Nullable String value) {
    if (value != null) {
      node.put(name, value);
    }
  }

  private <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}

package trunkline.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import trunkline.platform.json.Json;
import trunkline.platform.privacy.ErasureInstruction;
import trunkline.platform.retention.Belonging;

/** One event of a service's log, as tests make it up. */
public record LandedEvent(
    String service,
    String tenant,
    String resourceType,
    String resourceId,
    String kind,
    long version,
    long tx,
    long seq,
    Instant time,
    JsonNode resource) {
  /** An event of the customer service. */
  public LandedEvent(
      String tenant,
      String resourceType,
      String resourceId,
      String kind,
      long version,
      long tx,
      long seq,
      Instant time,
      JsonNode resource) {
    this("customer", tenant, resourceType, resourceId, kind, version, tx, seq, time, resource);
  }

  /** The line that ARCHITECTURE.md (Landing) asks for. */
  public String line() {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("eventId", new UUID(tx, seq).toString());
    line.put("eventType", eventType());
    line.put("eventTime", time.toString());
    line.put("tenant", tenant);
    line.put("service", service);
    line.put("resourceType", resourceType);
    line.put("resourceId", resourceId);
    line.put("version", version);
    line.put("tx", tx);
    line.put("seq", seq);
    line.put("correlationId", new UUID(7, tx).toString());
    line.put("resource", resource);
    return Json.write(line);
  }

  private String eventType() {
    return Character.toUpperCase(resourceType.charAt(0))
        + resourceType.substring(1)
        + kind
        + "Event";
  }

  public boolean isDelete() {
    return kind.equals("Delete");
  }

  /** A customer with nothing but a name. */
  public static LandedEvent customer(long number, Instant time) {
    JsonNode resource =
        Json.mapper().createObjectNode().put("id", "c" + number).put("name", "Customer " + number);
    return new LandedEvent(
        "acme", "customer", "c" + number, "Create", 1, 700 + number / 3, number, time, resource);
  }

  /** The instruction to erase these customers, of whom nothing is to remain. */
  public static LandedEvent erasure(long number, String... customers) {
    var says =
        new ErasureInstruction(
            "request-" + number,
            Map.of("customer", Set.of(customers)),
            Map.of(),
            Map.of("customer", Belonging.NOBODYS),
            Set.of());
    return erasure("acme", number, says);
  }

  public static LandedEvent erasure(String tenant, long number, ErasureInstruction says) {
    return new LandedEvent(
        tenant,
        ErasureInstruction.TYPE,
        says.requestId(),
        "Create",
        1,
        700 + number,
        number,
        TestWarehouse.NOON,
        says.json());
  }

  /** The same as news of another, that there is. */
  public LandedEvent changed(String id, long newVersion) {
    return new LandedEvent(
        service, tenant, resourceType, id, "StateChange", newVersion, tx, seq, time, resource);
  }
}

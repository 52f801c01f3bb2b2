package trunkline.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trunkline.platform.json.Json;

/** The log of one service of the telco acme, as a test tells it. */
final class ServiceLog {
  static final String TENANT = "acme";

  private final String service;
  private final String resourceType;
  private final List<LandedEvent> events = new ArrayList<>();
  private final Map<String, Long> versions = new HashMap<>();

  ServiceLog(String service, String resourceType) {
    this.service = service;
    this.resourceType = resourceType;
  }

  ServiceLog create(String id, String time, String resource) {
    return add("Create", id, Instant.parse(time), Json.parse(resource));
  }

  ServiceLog change(String id, String time, String resource) {
    return add("AttributeValueChange", id, Instant.parse(time), Json.parse(resource));
  }

  ServiceLog delete(String id, String time, String resource) {
    return add("Delete", id, Instant.parse(time), Json.parse(resource));
  }

  ServiceLog add(String kind, String id, Instant time, JsonNode resource) {
    long number = events.size() + 1L;
    long version = versions.merge(id, 1L, Long::sum);
    events.add(
        new LandedEvent(
            service,
            TENANT,
            resourceType,
            id,
            kind,
            version,
            700 + number,
            number,
            time,
            resource));
    return this;
  }

  List<LandedEvent> events() {
    return events;
  }

  /** Lands all of it as one batch. */
  void land(Path home) {
    new LandingWriter(home.resolve("landing"), service).write(events);
  }
}

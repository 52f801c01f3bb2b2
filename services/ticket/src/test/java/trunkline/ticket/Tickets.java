package trunkline.ticket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;
import trunkline.platform.log.EventLog;
import trunkline.platform.security.ReadAudit;
import trunkline.platform.testing.TestDatabase;
import trunkline.platform.tmf.Representation;
import trunkline.platform.tmf.ResourceService;
import trunkline.platform.tmf.ResourceType;
import trunkline.platform.tmf.Resources;
import trunkline.ticket.level.ServiceLevelsFile;

/** The ticket service's parts without its server, on a clock of the test's. */
final class Tickets implements AutoCloseable {
  private static final String TENANT = "acme";

  private final Database database;
  private final ReadAudit audit;
  private final EventLog log;
  private final ResourceService service;
  private final EscalationWorker worker;

  Tickets(DatabaseAccess access, InstantSource clock) {
    var config = TestDatabase.config(access, 8, Duration.ofSeconds(10));
    database =
        Database.open(
            "ticket",
            config,
            "classpath:trunkline/platform/migrations",
            "classpath:trunkline/ticket/migrations");
    ResourceType type =
        TroubleTicket.type(ServiceLevelsFile.read(Path.of("")), Duration.ofDays(14));
    audit = new ReadAudit(database, Duration.ofMillis(50));
    log = new EventLog(database);
    var representation = new Representation("http://tickets.example", List.of(type));
    service = new Resources(List.of(type), database, log, representation, audit, clock).of(type);
    worker = new EscalationWorker(database, service, clock, Duration.ofMillis(10));
  }

  String create(String tenant, String attributes) {
    var ticket = (ObjectNode) Json.parse(Specimens.TROUBLE_TICKET.body());
    ticket.setAll((ObjectNode) Json.parse(attributes));
    return service.create(tenant, ticket, "test").id();
  }

  String create(String attributes) {
    return create(TENANT, attributes);
  }

  JsonNode get(String tenant, String id) {
    return Json.parse(service.get(tenant, id).body());
  }

  JsonNode get(String id) {
    return get(TENANT, id);
  }

  long version(String id) {
    return service.get(TENANT, id).version();
  }

  /** Sets attributes as a patch would. */
  JsonNode set(String id, String attributes) {
    return Json.parse(
        service
            .change(
                TENANT, id, "test", ticket -> ticket.setAll((ObjectNode) Json.parse(attributes)))
            .body());
  }

  Database database() {
    return database;
  }

  EventLog log() {
    return log;
  }

  EscalationWorker worker() {
    return worker;
  }

  @Override
  public void close() {
    audit.close();
    database.close();
  }
}

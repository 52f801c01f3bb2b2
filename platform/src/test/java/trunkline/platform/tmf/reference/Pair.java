package trunkline.platform.tmf.reference;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import trunkline.platform.config.Configuration;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.service.ServiceConfig;
import trunkline.platform.service.TmfService;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.ServiceUnderTest;
import trunkline.platform.tmf.Lifecycle;
import trunkline.platform.tmf.ResourceRules;
import trunkline.platform.tmf.ResourceType;

/**
 * Two services as small as can be that follow each other: people in one, products and interactions
 * of theirs in the other.
 */
final class Pair implements AutoCloseable {
  static final String PEOPLE = "/tmf-api/party/v4/individual";
  static final String PRODUCTS = "/tmf-api/productInventory/v4/product";
  static final String INTERACTIONS = "/tmf-api/partyInteraction/v4/partyInteraction";

  private static final String MIGRATIONS = "classpath:trunkline/platform/tmf/reference/";

  private static final ResourceType INDIVIDUAL =
      ResourceType.named("individual")
          .api("/tmf-api/party/v4")
          .table("individual")
          .mandatory("givenName", "familyName")
          .refersTo("relatedParty")
          .schema("note.schema.json")
          .build();

  private static final ResourceType PRODUCT =
      ResourceType.named("product")
          .api("/tmf-api/productInventory/v4")
          .table("product")
          .column("status", "status")
          .lifecycle(
              Lifecycle.of("status")
                  .entry("created", "active")
                  .from("created", "active")
                  .from("active", "terminated")
                  .from("terminated"))
          .refersTo("relatedParty", "productPrice.billingAccount")
          .schema("note.schema.json")
          .build();

  /** What was said stays as it was said. */
  private static final ResourceType INTERACTION =
      ResourceType.named("partyInteraction")
          .api("/tmf-api/partyInteraction/v4")
          .table("party_interaction")
          .refersTo("relatedParty")
          .rules(
              new ResourceRules() {
                @Override
                public void checkChange(ObjectNode before, ObjectNode after) {
                  if (!before.path("relatedParty").equals(after.path("relatedParty"))) {
                    throw KernelRefusals.immutableAttribute("relatedParty").asException();
                  }
                }
              })
          .schema("note.schema.json")
          .build();

  final ServiceUnderTest people;
  final ServiceUnderTest holdings;

  private Pair(ServiceUnderTest people, ServiceUnderTest holdings) {
    this.people = people;
    this.holdings = holdings;
  }

  static Pair start() {
    int first = freePort();
    int second = freePort();
    return new Pair(
        start(Pair::startPeople, first, second), start(Pair::startHoldings, second, first));
  }

  private static ServiceUnderTest start(
      Function<Map<String, String>, TmfService> main, int port, int peer) {
    return ServiceUnderTest.start(
        main,
        "http.port",
        Integer.toString(port),
        "http.publicUrl",
        "http://127.0.0.1:" + port,
        "peers.url",
        "http://127.0.0.1:" + peer);
  }

  private static TmfService startPeople(Map<String, String> settings) {
    ServiceConfig config = Configuration.read(ServiceConfig.class, settings);
    return TmfService.start("customer", config, List.of(INDIVIDUAL), MIGRATIONS + "party");
  }

  private static TmfService startHoldings(Map<String, String> settings) {
    ServiceConfig config = Configuration.read(ServiceConfig.class, settings);
    return TmfService.start(
        "subscription", config, List.of(PRODUCT, INTERACTION), MIGRATIONS + "holding");
  }

  String person(String tenant, String given, String family) {
    String body = "{\"givenName\":\"%s\",\"familyName\":\"%s\"}".formatted(given, family);
    return Expect.status(201, people.client(tenant).post(PEOPLE, body)).id();
  }

  void changePerson(String tenant, String id, String attributes, String... headers) {
    Expect.status(200, people.client(tenant).merge(PEOPLE + "/" + id, attributes, headers));
  }

  /** A resource of the second service. */
  String holding(String tenant, String path, String body) {
    return Expect.status(201, holdings.client(tenant).post(path, body)).id();
  }

  JsonNode holding(String tenant, String pathWithId) {
    return Expect.status(200, holdings.client(tenant).get(pathWithId)).json();
  }

  /** What a query of a service's database answers. */
  static long number(ServiceUnderTest service, String sql) {
    try (Connection owner = service.database().connectAsOwner();
        Statement statement = owner.createStatement()) {
      ResultSet row = statement.executeQuery(sql);
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static void await(String what, Duration within, BooleanSupplier condition) {
    long end = System.nanoTime() + within.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited in vain for " + what);
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    people.close();
    holdings.close();
  }
}

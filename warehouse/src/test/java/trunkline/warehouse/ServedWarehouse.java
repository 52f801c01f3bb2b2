package trunkline.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import trunkline.platform.config.Configuration;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.AnswerCheck;
import trunkline.platform.testing.ApiDocument;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Issuer;
import trunkline.warehouse.model.Selection;
import trunkline.warehouse.serving.ServingConfig;
import trunkline.warehouse.serving.WarehouseServer;

/** A warehouse of two telcos, served as it is in production, on a free port. */
public final class ServedWarehouse implements AutoCloseable {
  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

  private static @Nullable Path filled;

  private final WarehouseServer server;
  private final AnswerCheck answers;

  private ServedWarehouse(WarehouseServer server) {
    this.server = server;
    this.answers = new AnswerCheck(ApiDocument.of(server.openApi()));
  }

  /** A home that is filled, once for all tests that leave its tables as they are. */
  public static synchronized Path filled() {
    try {
      if (filled == null) {
        Path home = Files.createTempDirectory("served");
        fill(home);
        filled = home;
      }
      return filled;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Telco acme has Jane Roe and Rita Doe, telco bolt has Secret Person; each is a customer. */
  public static void fill(Path home) {
    List<LandedEvent> events =
        List.of(
            person("acme", "p-jane", "Jane", "Roe", "1980-05-17", 1),
            person("acme", "p-rita", "Rita", "Doe", "1991-11-30", 2),
            person("bolt", "p-secret", "Secret", "Person", "1970-12-24", 3),
            customer("acme", "c-jane", "Jane Roe", "p-jane", 4),
            customer("acme", "c-rita", "Rita Doe", "p-rita", 5),
            customer("bolt", "c-secret", "Secret Person", "p-secret", 6));
    TestWarehouse.landing(home).write(events);
    refresh(home);
  }

  /** Lands and loads so many customers more. */
  public static void more(Path home, String tenant, int customers) {
    var writer = TestWarehouse.landing(home);
    writer.skipTo(706, 6);
    writer.write(
        LongStream.rangeClosed(7, 6 + customers)
            .mapToObj(n -> customer(tenant, "c-" + n, "Customer " + n, "p-" + n, n))
            .toList());
    refresh(home);
  }

  static void refresh(Path home) {
    try (Warehouse warehouse = TestWarehouse.open(home)) {
      var some = Selection.parse("+churn,+dim_party,dim_month"); // all would take longer
      Assertions.assertTrue(warehouse.refresh(some, line -> {}).isGood());
    }
  }

  private static LandedEvent person(
      String tenant, String id, String given, String family, String born, long seq) {
    JsonNode resource =
        Json.mapper()
            .createObjectNode()
            .put("id", id)
            .put("givenName", given)
            .put("familyName", family)
            .put("birthDate", born)
            .put("nationality", "Irish");
    return new LandedEvent(
        tenant, "individual", id, "Create", 1, 700 + seq, seq, NOON.plusSeconds(seq), resource);
  }

  private static LandedEvent customer(
      String tenant, String id, String name, String party, long seq) {
    var resource = Json.mapper().createObjectNode().put("id", id).put("name", name);
    resource.putObject("engagedParty").put("id", party).put("name", name);
    return new LandedEvent(
        tenant, "customer", id, "Create", 1, 700 + seq, seq, NOON.plusSeconds(seq), resource);
  }

  /** Serves the lake of {@code home}; {@code extra} settings are names and values in turn. */
  public static ServedWarehouse start(Path home, String... extra) {
    Map<String, String> settings = new HashMap<>();
    settings.put("serving.http.port", "0");
    settings.put("serving.http.publicUrl", "http://127.0.0.1");
    settings.put("serving.security.issuer", Issuer.NAME);
    settings.put("serving.security.jwksUri", Issuer.shared().jwksUri().toString());
    settings.put("serving.pseudonymKey", "a key of thirty-two characters or more");
    for (int i = 0; i < extra.length; i += 2) {
      settings.put(extra[i], extra[i + 1]);
    }
    var serving = Configuration.read(ServingConfig.class, settings);
    return new ServedWarehouse(Warehouse.serve(TestWarehouse.config(home, 1_000), serving));
  }

  public String base() {
    return "http://127.0.0.1:" + server.port();
  }

  public AnswerCheck answers() {
    return answers;
  }

  public WarehouseServer server() {
    return server;
  }

  /** A caller of a telco; every answer is held against the description. */
  public Client client(String tenant, String... scopes) {
    return Client.checked(base(), Issuer.shared().token(tenant, scopes), answers);
  }

  /** One who sees all rows in clear. */
  public Client owner() {
    return client("acme", "warehouse:read", "warehouse:read-personal", "warehouse:all-tenants");
  }

  public Client stranger() {
    return Client.checked(base(), "", answers);
  }

  /** What a question is answered with. */
  public static Answer ask(Client client, String sql, String... headers) {
    return client.post("/warehouse/v1/query", Json.write(Map.of("sql", sql)), headers);
  }

  /** The rows of an answer, as JSON. */
  public static String rows(Client client, String sql) {
    return Expect.status(200, ask(client, sql)).json().path("rows").toString();
  }

  @Override
  public void close() {
    server.close();
  }
}

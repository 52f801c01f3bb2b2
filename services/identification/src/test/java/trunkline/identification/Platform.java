package trunkline.identification;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.ServiceUnderTest;

/** The service between the two that it needs: the customer service's log and a national eID. */
public final class Platform implements AutoCloseable {
  public static final String VERIFICATION = "/identification/v1/verification";
  public static final String MANUAL = "/identification/v1/manualVerification";
  public static final String IDENTITY = "/tmf-api/digitalIdentityManagement/v4/digitalIdentity";
  public static final String RETURN_URL = "https://shop.example/verified";

  /** A key of the identifiers' hashes, for tests alone. */
  public static final String HASH_KEY = "one:" + "A".repeat(43);

  public static final String OTHER_HASH_KEY = "two:" + "B".repeat(42) + "A";

  private final ServiceUnderTest people;
  private final NationalEid eid;
  private final ServiceUnderTest service;

  private Platform(ServiceUnderTest people, NationalEid eid, ServiceUnderTest service) {
    this.people = people;
    this.eid = eid;
    this.service = service;
  }

  /** {@code extra} settings are names and values in turn. */
  public static Platform start(String... extra) {
    ServiceUnderTest people = ServiceUnderTest.start(People::start);
    NationalEid eid = NationalEid.start();
    String[] own = {
      "peers.url", people.base(),
      "identifier.hashKeys", HASH_KEY,
      "verification.returnUrls", RETURN_URL
    };
    String[] all = Stream.of(own, eid.settings(), extra).flatMap(Stream::of).toArray(String[]::new);
    return new Platform(people, eid, ServiceUnderTest.start(IdentificationMain::start, all));
  }

  public NationalEid eid() {
    return eid;
  }

  public ServiceUnderTest service() {
    return service;
  }

  public ServiceUnderTest people() {
    return people;
  }

  /** Ends the service and starts it again with other keys, as a deployment does. */
  public void restartWith(String hashKeys) {
    service.restart("identifier.hashKeys", hashKeys);
  }

  /** Who asks; all clients of the test kit are one subject. */
  public Client agent(String tenant) {
    return service.client(tenant);
  }

  /** Somebody else, who decides. */
  public Client reviewer(String tenant) {
    var issuer = trunkline.platform.testing.Issuer.shared();
    String token =
        issuer.sign(
            issuer
                .claims(tenant, "identity:verify", "identity:approve", "tmf:read", "tmf:write")
                .subject("reviewer")
                .build());
    return new Client(service.base(), token);
  }

  /** A person whom the customer service keeps and this service has heard of. */
  public String individual(String tenant, String givenName, String familyName, String birthDate) {
    String body =
        "{\"givenName\":\"%s\",\"familyName\":\"%s\",\"birthDate\":\"%s\"}"
            .formatted(givenName, familyName, birthDate);
    String id = Expect.status(201, people.client(tenant).post(People.INDIVIDUAL, body)).id();
    await(() -> knows(tenant, id));
    return id;
  }

  public boolean knows(String tenant, String individual) {
    return !rows("SELECT 1 FROM known_individual WHERE tenant = '%s' AND id = '%s'"
            .formatted(tenant, individual))
        .isEmpty();
  }

  /** A verification that has begun. */
  public JsonNode begin(String tenant, String individual, String level, String more) {
    String body =
        "{\"individualId\":\"%s\",\"assuranceLevel\":\"%s\"%s}".formatted(individual, level, more);
    return Expect.status(201, agent(tenant).post(VERIFICATION, body)).json();
  }

  /** The person logs in at the eID; the answer is where the browser is sent then. */
  public String logIn(JsonNode verification) {
    Answer redirect = new Client("", "").get(verification.path("authorizationUrl").asText());
    Expect.status(302, redirect);
    URI callback = URI.create(redirect.header("Location"));
    return callback.getRawPath() + "?" + callback.getRawQuery();
  }

  /** The person's browser, which has no token. */
  public Answer browse(String pathAndQuery) {
    return new Client(service.base(), "").get(pathAndQuery);
  }

  /** From the request to the answer of the callback. */
  public Answer verify(String tenant, String individual, String level) {
    return browse(logIn(begin(tenant, individual, level, "")));
  }

  public JsonNode verification(String tenant, String id) {
    return Expect.status(200, agent(tenant).get(VERIFICATION + "/" + id)).json();
  }

  public JsonNode identities(String tenant, String individual) {
    return Expect.status(
            200, agent(tenant).get(IDENTITY + "?individualIdentified.id=" + individual))
        .json();
  }

  /** The first column of all rows, read past row security. */
  public List<String> rows(String sql) {
    try (Connection connection = service.database().connectAsOwner();
        var statement = connection.createStatement()) {
      ResultSet rows = statement.executeQuery(sql);
      var texts = new ArrayList<String>();
      while (rows.next()) {
        texts.add(String.valueOf(rows.getString(1)));
      }
      return texts;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Every row of every table as text. */
  public String everything() {
    var all = new StringBuilder();
    for (String table :
        rows("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")) {
      rows("SELECT t::text FROM " + table + " AS t").forEach(row -> all.append(row).append('\n'));
    }
    return all.toString();
  }

  public void execute(String sql) {
    try (Connection connection = service.database().connectAsOwner();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not come true within 20 s");
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Override
  public void close() {
    service.close();
    eid.close();
    people.close();
  }
}

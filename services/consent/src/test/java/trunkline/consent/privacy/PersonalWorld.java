package trunkline.consent.privacy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import trunkline.consent.ConsentMain;
import trunkline.platform.privacy.DiaryMain;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.ServiceUnderTest;
import trunkline.platform.testing.Traces;

/** The consent service and another one that holds something on people, and the edge between. */
final class PersonalWorld implements AutoCloseable {
  static final String TENANT = "acme";
  static final String REQUESTS = "/consent/v1/privacyRequest";
  private static final String DIARY = "/tmf-api/diaryManagement/v4/";
  private static final String PROFILES = "/tmf-api/privacyManagement/v4/partyPrivacyProfile";

  final BreakableEdge edge = new BreakableEdge();
  final ServiceUnderTest diary = ServiceUnderTest.start(DiaryMain::start);
  final ServiceUnderTest consent;

  /** {@code settings} of the consent service are names and values in turn. */
  PersonalWorld(String... settings) {
    var all =
        new ArrayList<>(
            List.of(
                "peers.url",
                edge.url(),
                "privacy.services",
                "diary,consent",
                "privacy.lease",
                "PT1S",
                "privacy.pause",
                "PT0.2S",
                "specification.seeded",
                "false"));
    all.addAll(List.of(settings));
    consent = ServiceUnderTest.start(ConsentMain::start, all.toArray(String[]::new));
    edge.lead("diary", diary.base());
    edge.lead("consent", consent.base());
  }

  /** A person whose every attribute holds a word that stands nowhere else. */
  record Person(String id, String marker, String diary, String ledger, String profile) {}

  Person person() {
    String marker = "Zanzibar" + UUID.randomUUID().toString().substring(0, 8);
    String id = diary("person", "{\"name\":\"%s\"}".formatted(marker));
    return new Person(
        id,
        marker,
        diary(
            "diary",
            """
            {"name":"of %s","status":"closed","pages":7,"writer":{"id":"%s","name":"%1$s"}}
            """
                .formatted(marker, id)),
        diary(
            "ledger",
            """
            {"name":"%s","relatedParty":[{"id":"%s","name":"%1$s"}],"balance":{"value":12.50}}
            """
                .formatted(marker, id)),
        Expect.status(
                201,
                consent
                    .client(TENANT)
                    .post(
                        PROFILES,
                        """
                        {"name":"%s","status":"created","agreedByParty":{"id":"%s","name":"%1$s","@referredType":"Individual"},
                         "partyPrivacyProfileCharacteristic":[
                           {"name":"Web history","privacyUsagePurpose":"RESEARCH","value":"optOut","evidence":{"channel":"%1$s"}}]}
                        """
                            .formatted(marker, id)))
            .id());
  }

  /** Writes something into the diary service. */
  String diary(String type, String body) {
    return Expect.status(201, diary.client(TENANT).post(DIARY + type, body)).id();
  }

  /** Where the consent service answers, whichever process it is. */
  String consentUrl() {
    return consent.settings().getOrDefault("http.publicUrl", "");
  }

  Client clerk() {
    return consent.client(TENANT, "privacy:write");
  }

  /** The id of a new request. */
  String ask(String kind, Person person) {
    return Expect.status(202, clerk().post(REQUESTS, body(kind, person.id()))).id();
  }

  static String body(String kind, String party) {
    return "{\"kind\":\"%s\",\"party\":\"%s\",\"reason\":\"letter 4711\"}".formatted(kind, party);
  }

  JsonNode await(String request, String status) throws InterruptedException {
    return await(clerk(), request, status);
  }

  static JsonNode await(Client client, String request, String status) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (true) {
      JsonNode now = Expect.status(200, client.get(REQUESTS + "/" + request)).json();
      if (now.path("status").asText().equals(status)) {
        return now;
      }
      assertTrue(System.nanoTime() < end, "not " + status + ": " + now);
      Thread.sleep(50);
    }
  }

  /** Waits for what a request becomes by itself. */
  static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "waited in vain");
      Thread.sleep(50);
    }
  }

  /** Changes a service's tables past it. */
  static void execute(ServiceUnderTest service, String sql) throws Exception {
    try (Connection owner = service.database().connectAsOwner();
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  /**
   * Where the person's marker still stands: in tables of either service, and in what has landed.
   */
  List<String> traces(Person person) throws Exception {
    var traces = new ArrayList<String>();
    for (ServiceUnderTest service : List.of(diary, consent)) {
      traces.addAll(Traces.in(service.database(), person.marker()));
      traces.addAll(Traces.in(service.landing(), person.marker()));
    }
    return traces;
  }

  @Override
  public void close() {
    consent.close();
    diary.close();
    edge.close();
  }
}

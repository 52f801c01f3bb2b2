package trunkline.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.atomic.AtomicInteger;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.ServiceUnderTest;

/** One tenant's clerk: writes down what people say, and asks what may be done. */
final class Consenting {
  static final String SPECIFICATIONS = Specimens.SPECIFICATION.path();
  static final String PROFILES = Specimens.PROFILE.path();
  static final String EMAIL = "marketing.email";
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final String tenant;
  private final Client client;

  private Consenting(String tenant, Client client) {
    this.tenant = tenant;
    this.client = client;
  }

  /** In a tenant of its own. */
  static Consenting in(ServiceUnderTest service) {
    return in(service, "consenting-" + NUMBERS.incrementAndGet());
  }

  static Consenting in(ServiceUnderTest service, String tenant) {
    return new Consenting(tenant, service.client(tenant));
  }

  String tenant() {
    return tenant;
  }

  Client client() {
    return client;
  }

  /** The specification that every tenant has. */
  String specification() {
    return client
        .get(SPECIFICATIONS + "?name=Privacy%20choices")
        .json()
        .path(0)
        .path("id")
        .asText();
  }

  /** Evidence that nobody gave before. */
  static String evidence() {
    return "{\"channel\":\"web\",\"textVersion\":\"2026-01\",\"ipAddress\":\"192.0.2.7\",\"documentReference\":\"form-%d\"}"
        .formatted(NUMBERS.incrementAndGet());
  }

  static String granted(String name) {
    return "{\"name\":\"%s\",\"value\":\"granted\",\"evidence\":%s}".formatted(name, evidence());
  }

  static String denied(String name) {
    return "{\"name\":\"%s\",\"value\":\"denied\"}".formatted(name);
  }

  static String saying(String... characteristics) {
    return "{\"partyPrivacyProfileCharacteristic\":[" + String.join(",", characteristics) + "]}";
  }

  /** A profile's body under a specification. */
  static String profile(String party, String specification, String characteristic) {
    return """
        {"agreedByParty":{"id":"%s","@referredType":"Individual"},
         "partyPrivacyProfileSpecification":{"id":"%s"},"partyPrivacyProfileCharacteristic":[%s]}
        """
        .formatted(party, specification, characteristic);
  }

  /** A profile of the usual specification; answers its path. */
  String profileOf(String party, String characteristic) {
    Answer made = client.post(PROFILES, profile(party, specification(), characteristic));
    return PROFILES + "/" + Expect.status(201, made).id();
  }

  JsonNode say(String path, String characteristic) {
    return Expect.status(200, client.merge(path, saying(characteristic))).json();
  }

  JsonNode ask(String party) {
    return ask(party, "");
  }

  JsonNode ask(String party, String more) {
    String question = "/consent/v1/decision?party=" + party + "&purpose=" + EMAIL + more;
    return Expect.status(200, client.get(question)).json();
  }

  String verdict(String party) {
    return ask(party).path("decision").asText();
  }
}

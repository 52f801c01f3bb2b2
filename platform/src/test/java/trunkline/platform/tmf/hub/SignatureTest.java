package trunkline.platform.tmf.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import trunkline.platform.service.NoteMain;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Issuer;
import trunkline.platform.testing.ServiceUnderTest;

/** Events are signed as Standard Webhooks asks. */
class SignatureTest {
  /** The examples that the specification and its reference libraries test with. */
  @Test
  void knownExamples_areSignedAsKnown() {
    assertEquals(
        "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
        Signature.of(
            Base64.getDecoder().decode("plJ3nmyCDGBKInavdOK15jsl"),
            "msg_loFOjxBNrRLzqYUf",
            1731705121L,
            "{\"event_type\":\"ping\",\"data\":{\"success\":true}}"));
    assertEquals(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        Signature.of(
            Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330L,
            "{\"test\": 2432232314}"));
  }

  @Test
  void subscriber_verifiesWithTheSecretItWasToldOnce() {
    try (ServiceUnderTest service = ServiceUnderTest.start(NoteMain::start);
        Subscriber subscriber = Subscriber.start()) {
      Client client = service.client("acme");
      String body =
          "{\"callback\":\"%s\",\"signed\":true}".formatted(subscriber.callback() + "?key=k/%20x");
      JsonNode created = Expect.status(201, client.post(Notes.API + "/hub", body)).json();
      String hub = Notes.API + "/hub/" + created.path("id").asText();
      assertFalse(Expect.status(200, client.get(hub)).json().has("secret"));
      Notes notes = new Notes(client, hub);
      String id = notes.create("any");
      service.restart();
      notes.change(id, 2);
      List<Subscriber.Request> taken = subscriber.awaitTaken(2);
      taken.forEach(request -> assertVerifies(created.path("secret").asText(), request));
      assertEquals("/news/listener/noteCreateEvent?key=k/%20x", taken.getFirst().target());
      assertNotEquals(taken.get(0).id(), taken.get(1).id());
    }
  }

  @Test
  void key_isExchangedWithoutASubscriberMissingASignature() {
    String old = "the signing key of a service under test";
    String fresh = "another key of that service as long";
    try (ServiceUnderTest service = ServiceUnderTest.start(NoteMain::start);
        Subscriber subscriber = Subscriber.start()) {
      Client client = service.client("acme");
      String body = "{\"callback\":\"%s\",\"signed\":true}".formatted(subscriber.callback());
      JsonNode created = Expect.status(201, client.post(Notes.API + "/hub", body)).json();
      String hub = Notes.API + "/hub/" + created.path("id").asText();
      String first = created.path("secret").asText();
      assertEquals(first, secret(client, hub));
      Notes notes = new Notes(client, hub);

      service.restart("hub.signingKey", fresh + "," + old);
      notes.create("signed twice");
      String second = secret(client, hub);
      assertNotEquals(first, second);
      Subscriber.Request signedTwice = subscriber.awaitTaken(1).getFirst();
      assertVerifies(first, signedTwice);
      assertVerifies(second, signedTwice);

      service.restart("hub.signingKey", fresh);
      notes.create("signed once");
      Subscriber.Request signedOnce = subscriber.awaitTaken(2).getLast();
      assertVerifies(second, signedOnce);
      assertThrows(AssertionError.class, () -> assertVerifies(first, signedOnce));
    }
  }

  @Test
  void secret_isToldToWhoSubscribedOnly() {
    try (ServiceUnderTest service = ServiceUnderTest.start(NoteMain::start);
        Subscriber subscriber = Subscriber.start()) {
      String body = "{\"callback\":\"%s\"}".formatted(subscriber.callback());
      JsonNode created =
          Expect.status(201, service.client("acme").post(Notes.API + "/hub", body)).json();
      String hub = Notes.API + "/hub/" + created.path("id").asText();
      Issuer issuer = Issuer.shared();
      JWTClaimsSet claims = issuer.claims("acme", "tmf:read").subject("somebody else").build();
      Client other = new Client(service.base(), issuer.sign(claims));
      Expect.refusal(403, "forbidden", other.post(hub + "/secret", "{}"));
      Expect.status(404, service.client("other").post(hub + "/secret", "{}"));
    }
  }

  @Test
  void key_tooShortIsRefusedAlsoBesideAnother() {
    var longEnough = "a key of one service long enough";
    assertThrows(IllegalArgumentException.class, () -> config(longEnough + ",short"));
    assertEquals(1, config(longEnough).signingKeys().size());
  }

  private static HubConfig config(String keys) {
    return new HubConfig(false, Duration.ofSeconds(1), Duration.ofHours(1), 5, keys);
  }

  private static String secret(Client client, String hub) {
    return Expect.status(200, client.post(hub + "/secret", "{}")).json().path("secret").asText();
  }

  /** As a subscriber would, by the specification. */
  private static void assertVerifies(String secret, Subscriber.Request request) {
    assertTrue(secret.startsWith("whsec_"), secret);
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    assertEquals(32, key.length);
    assertEquals(request.body().path("eventId").asText(), request.id());
    long timestamp = Long.parseLong(request.headers().getFirst("webhook-timestamp"));
    assertTrue(Math.abs(Instant.now().getEpochSecond() - timestamp) < 60);
    List<String> signatures = List.of(request.headers().getFirst("webhook-signature").split(" "));
    String expected = Signature.of(key, request.id(), timestamp, request.text());
    assertTrue(signatures.contains(expected), signatures::toString);
  }

  @Test
  void secrets_differBySubscriptionTenantAndKey() {
    Signature signature = new Signature(List.of("a key of one service long enough"));
    String one = signature.secretOf(subscription("acme", "1"));
    assertEquals(one, signature.secretOf(subscription("acme", "1")));
    assertNotEquals(one, signature.secretOf(subscription("acme", "2")));
    assertNotEquals(one, signature.secretOf(subscription("other", "1")));
    assertNotEquals(
        one,
        new Signature(List.of("a key of another service and longer"))
            .secretOf(subscription("acme", "1")));
  }

  private static Subscription subscription(String tenant, String id) {
    return new Subscription(tenant, id, "/api", "http://x.example/", "", false, "me");
  }
}

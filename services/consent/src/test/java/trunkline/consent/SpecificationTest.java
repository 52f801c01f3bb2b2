package trunkline.consent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** What people are asked to allow. */
class SpecificationTest {
  private static final String PATH = Consenting.SPECIFICATIONS;

  @Test
  void newTenant_findsOneSpecificationOfTheUsualPurposes() {
    Client client = Consenting.in(Shared.service()).client();
    JsonNode found = Expect.status(200, client.get(PATH)).json();
    assertEquals(1, found.size());
    assertEquals("Active", found.path(0).path("status").asText());
    List<String> purposes = found.path(0).findValuesAsText("privacyUsagePurpose");
    assertTrue(
        purposes.containsAll(
            List.of("marketing.email", "marketing.sms", "profiling", "thirdParty")));
    assertEquals(found, client.get(PATH).json());
  }

  @Test
  void manyAtOnceInANewTenant_stillMakeOne() throws Exception {
    Client client = Consenting.in(Shared.service()).client();
    Callable<Answer> list = () -> client.get(PATH);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(IntStream.range(0, 16).mapToObj(i -> list).toList())) {
        Expect.status(200, answer.get());
      }
    }
    assertEquals("1", client.get(PATH).header("X-Total-Count"));
  }

  @Test
  void seedThatWasDeleted_staysDeletedAfterARestart() {
    try (var service = trunkline.platform.testing.ServiceUnderTest.start(ConsentMain::start)) {
      Consenting clerk = Consenting.in(service, "acme");
      Expect.status(204, clerk.client().delete(PATH + "/" + clerk.specification()));
      service.restart();
      assertEquals("[]", clerk.client().get(PATH).text());
    }
  }

  @Test
  void activeSpecification_staysAsPeopleSawIt() {
    Consenting clerk = Consenting.in(Shared.service());
    String path = PATH + "/" + clerk.specification();
    Expect.refusal(
        409, "specificationFixed", clerk.client().merge(path, "{\"description\":\"other\"}"));
    clerk.profileOf("jane", Consenting.granted(Consenting.EMAIL));
    Expect.refusal(409, "stillReferred", clerk.client().delete(path));
    Expect.status(200, clerk.client().merge(path, "{\"status\":\"Retired\"}"));
    assertEquals("granted", clerk.verdict("jane"));
    String next = Specimens.SPECIFICATION.body().replace("\"7\"", "\"8\"");
    Expect.status(201, clerk.client().post(PATH, next));
  }

  @Test
  void specificationThatCannotBeAgreedTo_isRefused() {
    Client client = Consenting.in(Shared.service()).client();
    refused(client, "nameTwice", "{\"name\":\"a\"},{\"name\":\"a\"}");
    refused(
        client,
        "purposeTwice",
        "{\"name\":\"a\",\"privacyUsagePurpose\":\"p\"},{\"name\":\"b\",\"privacyUsagePurpose\":\"p\"}");
    refused(client, "consentValues", consent("{\"value\":\"granted\"},{\"value\":\"weekly\"}"));
    refused(
        client,
        "grantedByDefault",
        consent("{\"value\":\"granted\",\"isDefault\":true},{\"value\":\"denied\"}"));
    refused(client, "severalDefaults", consent("{\"isDefault\":true},{\"isDefault\":true}"));
    refused(client, "regexUnsupported", consent("{\"regex\":\"(a+)+\"}"));
    for (String period : List.of("PT1H", "P0D", "-P1Y", "P101Y", "P999999999Y", "x")) {
      refused(client, "invalidPeriod", "{\"name\":\"a\",\"grantedFor\":\"%s\"}".formatted(period));
    }
    Expect.refusal(
        422, "specificationEmpty", client.post(PATH, "{\"name\":\"s\",\"status\":\"Active\"}"));
  }

  private static String consent(String values) {
    return "{\"name\":\"a\",\"privacyUsagePurpose\":\"p\",\"partyPrivacyProfileSpecCharacteristicValue\":[%s]}"
        .formatted(values);
  }

  private static void refused(Client client, String code, String characteristics) {
    String body =
        "{\"name\":\"s\",\"partyPrivacyProfileSpecCharacteristic\":[" + characteristics + "]}";
    Expect.refusal(422, code, client.post(PATH, body));
  }
}

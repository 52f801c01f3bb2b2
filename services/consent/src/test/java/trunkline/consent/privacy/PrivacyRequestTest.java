package trunkline.consent.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import trunkline.consent.privacy.PersonalWorld.Person;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** Requests and who may make them, and exports up to the archive. */
class PrivacyRequestTest {
  private static final String REQUESTS = PersonalWorld.REQUESTS;
  private static PersonalWorld world;

  @BeforeAll
  static void start() {
    world = new PersonalWorld();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @AfterEach
  void mend() {
    world.edge.decide((path, body) -> true);
  }

  private static Set<String> texts(JsonNode array, String attribute) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(element -> element.path(attribute).asText())
        .collect(Collectors.toSet());
  }

  @Test
  void export_isAnArchiveOfEveryServiceWithAManifestThatHolds() throws Exception {
    Person person = world.person();
    String request = world.ask("export", person);
    JsonNode done = world.await(request, "done");
    assertEquals(person.id(), done.path("party").asText());
    assertEquals("{\"diary\":true,\"consent\":true}", done.path("services").toString());

    Map<String, String> files = Archives.fetch(world.consent.base(), request);
    JsonNode manifest = Archives.checkedManifest(files);
    assertEquals("trunkline.person/1", manifest.path("format").asText());
    assertTrue(manifest.path("subjects").toString().contains(person.id()));
    assertEquals(3, files.getOrDefault("diary/resource.ndjson", "").lines().count());
    assertEquals(3, files.getOrDefault("diary/event.ndjson", "").lines().count());
    assertTrue(files.getOrDefault("consent/resource.ndjson", "").contains(person.profile()));
    assertTrue(files.getOrDefault("consent/event.ndjson", "").contains(person.marker()));
    assertTrue(files.getOrDefault("consent/privacyRequest.ndjson", "").contains(request));
  }

  @Test
  void erasure_takesEarlierExportsWithIt() throws Exception {
    Person person = world.person();
    String export = world.ask("export", person);
    world.await(export, "done");
    world.await(world.ask("erasure", person), "done");
    JsonNode expired = world.await(export, "expired");
    assertFalse(expired.has("party"), expired.toString());
    Expect.refusal(409, "expired", world.clerk().get(REQUESTS + "/" + export + "/archive"));
  }

  @Test
  void whoFetchesAnArchive_standsInTheReadAudit() throws Exception {
    String request = world.ask("export", world.person());
    world.await(request, "done");
    Archives.fetch(world.consent.base(), request);
    Client auditor = world.consent.client(PersonalWorld.TENANT, "audit:read");
    PersonalWorld.await(
        () -> auditor.get("/audit/v1/read?resourceId=" + request).json().size() == 1);
  }

  @Test
  void archiveWhoseTimeIsOver_isDeleted() throws Exception {
    String request = world.ask("export", world.person());
    world.await(request, "done");
    PersonalWorld.execute(
        world.consent, "UPDATE privacy_request SET next_at = now() WHERE id = '" + request + "'");
    JsonNode expired = world.await(request, "expired");
    assertFalse(expired.has("party"), expired.toString());
    Expect.refusal(409, "expired", world.clerk().get(REQUESTS + "/" + request + "/archive"));
    PersonalWorld.execute(
        world.consent,
        "DO $$ BEGIN ASSERT NOT EXISTS (SELECT 1 FROM privacy_archive_file WHERE request_id = '%s'); END $$"
            .formatted(request));
  }

  @Test
  void sameRequestWhileItRuns_isTheSame() throws Exception {
    Person person = world.person();
    world.edge.decide((path, body) -> false);
    String request = world.ask("export", person);
    assertEquals(request, world.ask("export", person));
    world.edge.decide((path, body) -> true);
    world.await(request, "done");
    assertNotEquals(request, world.ask("export", person));
    assertTrue(texts(world.clerk().get(REQUESTS).json(), "id").contains(request));
  }

  @Test
  void personWhomNobodyKnows_isToldSo() throws Exception {
    String body = PersonalWorld.body("export", "nobody-" + System.nanoTime());
    String request = Expect.status(202, world.clerk().post(REQUESTS, body)).id();
    world.await(request, "done");
    Map<String, String> files = Archives.fetch(world.consent.base(), request);
    assertEquals(Set.of("consent/privacyRequest.ndjson", "manifest.json"), files.keySet());
  }

  @Test
  void othersAndOtherTenants_areShutOut() throws Exception {
    String request = world.ask("export", world.person());
    world.await(request, "done");
    Client other = world.consent.client("other", "privacy:write");
    for (String path : List.of("", "/archive", "/receipt")) {
      Expect.refusal(404, "notFound", other.get(REQUESTS + "/" + request + path));
      Client agent =
          world.consent.client(PersonalWorld.TENANT, "tmf:read", "tmf:write", "pii:read");
      Expect.refusal(403, "forbidden", agent.get(REQUESTS + "/" + request + path));
    }
    assertTrue(other.get(REQUESTS).json().isEmpty());
  }

  @Test
  void wrongRequests_areRefusedByName() throws Exception {
    Client clerk = world.clerk();
    Expect.refusal(400, "missingAttribute", clerk.post(REQUESTS, "{}"));
    Expect.refusal(
        400, "missingAttribute", clerk.post(REQUESTS, "{\"kind\":\"export\",\"party\":\"p\"}"));
    Expect.refusal(400, "invalidAttribute", clerk.post(REQUESTS, PersonalWorld.body("copy", "p")));
    Expect.refusal(
        400, "invalidAttribute", clerk.post(REQUESTS, PersonalWorld.body("export", " ")));
    Expect.refusal(404, "notFound", clerk.get(REQUESTS + "/nothing"));
    String export = world.ask("export", world.person());
    Expect.refusal(409, "hasNone", clerk.get(REQUESTS + "/" + export + "/receipt"));
    world.await(export, "done");
  }
}

package trunkline.scenarios.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.local.Machine;
import trunkline.local.ServiceRow;
import trunkline.local.Services;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.scenarios.running.Eventually;
import trunkline.scenarios.running.Platform;
import trunkline.warehouse.Warehouse;

/** Somebody who is everywhere gets all that is held on them, and then is nowhere. */
class ErasureStoryTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final List<String> SERVICES =
      Services.rows().stream().map(ServiceRow::name).toList();

  private static Platform platform;
  private static Machine machine;
  private static Client agent;
  private static EveryStore stores;
  private static PrivacyOfficer officer;

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void start() {
    platform = Platform.fresh("TRUNKLINE_WAREHOUSE_SERVICES", String.join(",", SERVICES));
    machine = platform.startHere();
    agent = platform.client("agent");
    stores = new EveryStore(platform.config());
    officer = new PrivacyOfficer(platform);
  }

  @AfterAll
  static void stop() {
    if (machine != null) {
      machine.close();
    }
    platform.close();
  }

  @Test
  void personWhoIsEverywhere_getsAllOfItAndThenIsNowhere() throws Exception {
    Person jane =
        new Person(
            agent,
            "Zdenulka",
            "Quillfeather",
            "zq77.quill@example.org",
            "+49309988776",
            "1931-02-27");
    Person john =
        new Person(
            agent, "Ottokar", "Nightingale", "on55.gale@example.org", "+49401122334", "1944-11-23");
    awaitEverywhere(jane);
    awaitEverywhere(john);

    storesThatKnow(jane)
        .forEach((mark, known) -> assertFalse(known.isEmpty(), mark + " is nowhere"));

    isExportedWhole(jane);
    isNotErasedWhileAnythingRuns(jane);

    jane.leave();
    Map<String, Set<String>> johns = storesThatKnow(john);
    String request = officer.ask("erasure", jane);
    JsonNode done = officer.await(request, "done");
    assertFalse(done.toString().contains(jane.id()), done.toString());
    JsonNode receipt = officer.receipt(request);
    saysWhatWentAndWhatTheLawKeeps(receipt, jane);

    obeys(receipt);
    for (String mark : jane.marks()) {
      assertEquals(Map.of(), stores.traces(mark), mark);
    }
    assertEquals(List.of(), found(jane));
    assertEquals(johns, storesThatKnow(john), "somebody else is as they were");
    assertEquals(1, found(john).size());
  }

  /** In every service, in the landing, in search, and after a refresh in the lake. */
  private static void awaitEverywhere(Person person) throws Exception {
    Eventually.within(
        SOON,
        () -> {
          Map<String, List<String>> traces = stores.traces(person.familyName());
          assertTrue(traces.keySet().containsAll(SERVICES), traces.keySet().toString());
          String landed = traces.getOrDefault(EveryStore.LANDING, List.of()).toString();
          for (String service : SERVICES) {
            assertTrue(
                service.equals("search") || landed.contains("/" + service + "/"),
                service + " in " + landed);
          }
          assertEquals(1, found(person).size());
        });
    refresh();
    assertTrue(stores.traces(person.familyName()).containsKey(EveryStore.LAKE));
  }

  private static void refresh() {
    try (Warehouse warehouse = platform.warehouse()) {
      var report = warehouse.refresh();
      assertTrue(report.isGood(), report.toString());
    }
  }

  private static List<String> found(Person person) {
    return Expect.status(200, agent.get("/search/v1/customer?q=" + person.familyName()))
        .json()
        .findValuesAsText("id");
  }

  private void isExportedWhole(Person person) throws Exception {
    String request = officer.ask("export", person);
    officer.await(request, "done");
    Path archive = folder.resolve("person.zip");
    officer.fetchArchive(request, archive);
    try (Warehouse warehouse = platform.warehouse()) {
      assertTrue(warehouse.addPersonTo(archive) > 0);
    }
    Map<String, String> files = PrivacyOfficer.files(archive);
    for (String service : SERVICES) {
      String kind =
          switch (service) {
            case "device" -> "mention"; // of a device only the reference is theirs
            case "search" -> "searchDocument";
            default -> "resource";
          };
      String text = files.getOrDefault(service + "/" + kind + ".ndjson", "");
      assertTrue(text.contains(person.familyName()), service + " in " + files.keySet());
    }
    String parties = files.getOrDefault("customer/resource.ndjson", "");
    for (String mark : List.of("@", "birthDate", "phoneNumber", "accountBalance")) {
      assertTrue(parties.contains(mark), mark);
    }
    assertTrue(files.getOrDefault("customer/event.ndjson", "").contains("CustomerCreateEvent"));
    assertTrue(files.getOrDefault("warehouse.ndjson", "").contains(person.familyName()));
  }

  private static void isNotErasedWhileAnythingRuns(Person person) throws Exception {
    JsonNode refused = officer.await(officer.ask("erasure", person), "refused");
    Set<String> running = new TreeSet<>(refused.path("running").findValuesAsText("type"));
    assertEquals(Set.of("billingAccount", "customer", "product"), running);
    assertEquals(200, agent.get(person.path("party")).status());
  }

  private static void saysWhatWentAndWhatTheLawKeeps(JsonNode receipt, Person person) {
    assertEquals(
        new TreeSet<>(SERVICES),
        new TreeSet<>(receipt.path("services").findValuesAsText("service")));
    Set<String> kept =
        receipt.path("services").findValues("kept").stream()
            .flatMap(list -> list.findValuesAsText("type").stream())
            .collect(Collectors.toSet());
    assertEquals(Set.of("billingAccount", "partyPrivacyProfile"), kept);
    assertTrue(receipt.at("/retention/ACCOUNTING/keptUntil").asText().endsWith("-12-31"));
    assertEquals(1, receipt.at("/retention/CONSENT_EVIDENCE/kept").asInt());
    JsonNode account = Expect.status(200, agent.get(person.path("account"))).json();
    assertEquals("erased", account.path("name").asText(), account.toString());
    assertEquals(404, agent.get(person.path("party")).status());
  }

  /** The lake's own receipts answer each instruction that the receipt names. */
  private static void obeys(JsonNode receipt) {
    refresh();
    var instructed = new TreeMap<String, String>();
    receipt
        .at("/warehouse/instructedAt")
        .properties()
        .forEach(service -> instructed.put(service.getKey(), service.getValue().asText()));
    assertEquals(
        SERVICES.size() - 1,
        instructed.size(),
        "all but search, which keeps no log: " + instructed);
    try (Warehouse warehouse = platform.warehouse()) {
      var answered = new TreeMap<String, String>();
      warehouse.erasures().done().stream()
          .filter(done -> done.requestId().equals(receipt.path("requestId").asText()))
          .forEach(done -> answered.put(done.service(), done.position().toString()));
      assertEquals(instructed, answered, () -> warehouse.erasures().waiting().toString());
    }
  }

  private static Map<String, Set<String>> storesThatKnow(Person person) throws Exception {
    var known = new TreeMap<String, Set<String>>();
    for (String mark : person.marks()) {
      known.put(mark, stores.traces(mark).keySet());
    }
    return known;
  }
}

package trunkline.scenarios.coupling;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** One customer with something in every service. */
final class CustomerWorld {
  private static final String INDIVIDUALS = "/tmf-api/party/v4/individual";

  /**
   * For each service its collection and a body that refers to a party: {@code %1$s} id, {@code
   * %2$s} name.
   */
  private static final Map<String, List<String>> RESOURCES = new LinkedHashMap<>();

  static {
    RESOURCES.put(
        "customer",
        List.of(
            "/tmf-api/customerManagement/v4/customer",
            """
            {"name":"%2$s","status":"Active","engagedParty":{"id":"%1$s","name":"%2$s","@referredType":"Individual"}}
            """));
    RESOURCES.put(
        "subscription",
        List.of(
            "/tmf-api/productInventory/v4/product",
            """
            {"name":"Mobile L","status":"active","billingAccount":{"id":"a1","@referredType":"BillingAccount"},
             "relatedParty":[{"id":"%1$s","name":"%2$s","role":"owner","@referredType":"Individual"}],
             "productOffering":{"id":"mobile-l"},"productCharacteristic":[{"name":"roaming","valueType":"boolean","value":true}],
             "productPrice":[{"priceType":"recurring","recurringChargePeriod":"month","price":{"dutyFreeAmount":{"unit":"EUR","value":33.61}}}]}
            """));
    RESOURCES.put(
        "device",
        List.of(
            "/tmf-api/resourceInventoryManagement/v4/resource",
            """
            {"name":"Router 7","category":"CPE","lifecycleState":"assigned","relatedParty":[{"id":"%1$s","name":"%2$s","role":"owner","@referredType":"Individual"}]}
            """));
    RESOURCES.put(
        "interaction",
        List.of(
            "/tmf-api/partyInteraction/v4/partyInteraction",
            """
            {"direction":"inbound","reason":"billing","status":"opened","channel":[{"id":"phone"}],
             "relatedParty":[{"id":"%1$s","name":"%2$s","role":"customer","@referredType":"Individual"}]}
            """));
    RESOURCES.put(
        "consent",
        List.of(
            "/tmf-api/privacyManagement/v4/partyPrivacyProfile",
            """
            {"name":"choices","status":"created","agreedByParty":{"id":"%1$s","name":"%2$s","@referredType":"Individual"},
             "partyPrivacyProfileCharacteristic":[{"name":"Web history","privacyUsagePurpose":"RESEARCH","value":"optOut",
               "evidence":{"channel":"shop"}}]}
            """));
    RESOURCES.put(
        "ticket",
        List.of(
            "/tmf-api/troubleTicket/v4/troubleTicket",
            """
            {"description":"no dial tone","severity":"Medium","ticketType":"incident",
             "relatedParty":[{"id":"%1$s","name":"%2$s","role":"customer","@referredType":"Individual"}]}
            """));
    RESOURCES.put(
        "identification",
        List.of(
            "/tmf-api/digitalIdentityManagement/v4/digitalIdentity",
            """
            {"individualIdentified":{"id":"%1$s","name":"%2$s","@referredType":"Individual"},
             "credential":[{"id":"1","@type":"TokenCredential","state":"active","login":"%1$s","trustLevel":"low"}]}
            """));
  }

  private final Client agent;
  private final String person;
  private final String name;
  private final Map<String, String> made = new LinkedHashMap<>();

  private CustomerWorld(Client agent, String person, String name) {
    this.agent = agent;
    this.person = person;
    this.name = name;
  }

  static CustomerWorld create(Client agent) {
    return create(agent, "Jane", "Roe" + UUID.randomUUID().toString().replaceAll("[^a-f]", ""));
  }

  static CustomerWorld create(Client agent, String givenName, String familyName) {
    String body = "{\"givenName\":\"%s\",\"familyName\":\"%s\"}".formatted(givenName, familyName);
    String id = Expect.status(201, agent.post(INDIVIDUALS, body)).id();
    var world = new CustomerWorld(agent, id, givenName + " " + familyName);
    RESOURCES.keySet().forEach(service -> world.made.put(service, world.post(service, id)));
    return world;
  }

  private String post(String service, String party) {
    List<String> resource = RESOURCES.getOrDefault(service, List.of("", ""));
    Answer created = agent.post(resource.get(0), resource.get(1).formatted(party, name));
    return resource.get(0) + "/" + Expect.status(201, created).id();
  }

  String person() {
    return INDIVIDUALS + "/" + person;
  }

  String customer() {
    String path = made.getOrDefault("customer", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The resources of every service that carry the person's name. */
  List<String> namingThePerson() {
    return List.copyOf(made.values());
  }

  /** Reads what there is of it in one service. */
  Answer touch(String service) {
    return service.equals("search")
        ? agent.get(query(name))
        : agent.get(made.getOrDefault(service, ""));
  }

  /** Reads from a service, and writes something new into it. */
  void exercise(String service, String stopped) {
    Answer read = touch(service);
    if (read.status() != 200) {
      throw new AssertionError(
          service + " without " + stopped + ": " + read.status() + read.text());
    }
    if (!service.equals("search")) {
      post(service, "party-" + UUID.randomUUID());
    }
  }

  /** The customers that a search finds. */
  List<String> search(String words) {
    var found = new ArrayList<String>();
    for (JsonNode line : Expect.status(200, agent.get(query(words))).json()) {
      found.add(line.path("id").asText());
    }
    return found;
  }

  private static String query(String words) {
    return "/search/v1/customer?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
  }
}

package trunkline.scenarios.privacy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/**
 * Somebody with something in every service, whose name, mail address, number and birth date stand
 * nowhere else.
 */
final class Person {
  private static final String PARTY = "/tmf-api/party/v4/individual";
  private static final String CUSTOMER = "/tmf-api/customerManagement/v4/customer";
  private static final String ACCOUNT = "/tmf-api/accountManagement/v4/billingAccount";
  private static final String PRODUCT = "/tmf-api/productInventory/v4/product";

  private static final String INDIVIDUAL_BODY =
      """
      {"givenName":"GIVEN","familyName":"FAMILY","birthDate":"BIRTH","contactMedium":[
        {"mediumType":"email","preferred":true,"characteristic":{"emailAddress":"MAIL"}},
        {"mediumType":"phone","characteristic":{"phoneNumber":"PHONE"}}]}
      """;
  private static final String CUSTOMER_BODY =
      """
      {"name":"GIVEN FAMILY","status":"Active","engagedParty":{"id":"ID","name":"GIVEN FAMILY","@referredType":"Individual"},
       "contactMedium":[{"mediumType":"email","characteristic":{"emailAddress":"MAIL"}}],
       "characteristic":[{"name":"segment","value":"Residential"},{"name":"monthlyRecurringCharge","value":"33.61"}]}
      """;
  private static final String ACCOUNT_BODY =
      """
      {"name":"Bills of GIVEN FAMILY","state":"active","relatedParty":[
        {"id":"ID","name":"GIVEN FAMILY","role":"owner","@referredType":"Individual"}],
       "accountBalance":[{"balanceType":"receivable","amount":{"unit":"EUR","value":12.50}}]}
      """;

  /** Collection and body of what the other services keep. */
  private static final Map<String, List<String>> REST = new LinkedHashMap<>();

  static {
    REST.put(
        "subscription",
        List.of(
            PRODUCT,
            """
            {"name":"Mobile L","status":"active","billingAccount":{"id":"ACCOUNT","name":"Bills of GIVEN FAMILY","@referredType":"BillingAccount"},
             "relatedParty":[{"id":"ID","name":"GIVEN FAMILY","role":"owner","@referredType":"Individual"}],
             "productOffering":{"id":"mobile-l"},"productCharacteristic":[{"name":"number","valueType":"string","value":"PHONE"}],
             "productPrice":[{"priceType":"recurring","recurringChargePeriod":"month","price":{"dutyFreeAmount":{"unit":"EUR","value":33.61}}}]}
            """));
    REST.put(
        "device",
        List.of(
            "/tmf-api/resourceInventoryManagement/v4/resource",
            """
            {"name":"Router 7","category":"CPE","lifecycleState":"assigned",
             "relatedParty":[{"id":"ID","name":"GIVEN FAMILY","role":"owner","@referredType":"Individual"}]}
            """));
    REST.put(
        "interaction",
        List.of(
            "/tmf-api/partyInteraction/v4/partyInteraction",
            """
            {"direction":"inbound","reason":"billing","description":"FAMILY called from PHONE","status":"opened","channel":[{"id":"phone"}],
             "relatedParty":[{"id":"ID","name":"GIVEN FAMILY","role":"customer","@referredType":"Individual"}]}
            """));
    REST.put(
        "consent",
        List.of(
            "/tmf-api/privacyManagement/v4/partyPrivacyProfile",
            """
            {"name":"Choices of GIVEN FAMILY","status":"created","agreedByParty":{"id":"ID","name":"GIVEN FAMILY","@referredType":"Individual"},
             "partyPrivacyProfileCharacteristic":[{"name":"Web history","privacyUsagePurpose":"RESEARCH","value":"optOut",
               "evidence":{"channel":"mail from MAIL"}}]}
            """));
    REST.put(
        "ticket",
        List.of(
            "/tmf-api/troubleTicket/v4/troubleTicket",
            """
            {"description":"no dial tone, write to MAIL","severity":"Medium","ticketType":"incident",
             "relatedParty":[{"id":"ID","name":"GIVEN FAMILY","role":"customer","@referredType":"Individual"}]}
            """));
    REST.put(
        "identification",
        List.of(
            "/tmf-api/digitalIdentityManagement/v4/digitalIdentity",
            """
            {"nickname":"FAMILY","individualIdentified":{"id":"ID","name":"GIVEN FAMILY","@referredType":"Individual"},
             "credential":[{"id":"1","@type":"TokenCredential","state":"active","login":"MAIL","trustLevel":"low"}]}
            """));
  }

  private final Client agent;
  private final Map<String, String> words = new LinkedHashMap<>();
  private final Map<String, String> made = new LinkedHashMap<>();

  /** Creates all of it. */
  Person(Client agent, String given, String family, String mail, String phone, String birth) {
    this.agent = agent;
    words.put("GIVEN", given);
    words.put("FAMILY", family);
    words.put("MAIL", mail);
    words.put("PHONE", phone);
    words.put("BIRTH", birth);
    words.put("ID", post("party", PARTY, INDIVIDUAL_BODY));
    post("customer", CUSTOMER, CUSTOMER_BODY);
    words.put("ACCOUNT", post("account", ACCOUNT, ACCOUNT_BODY));
    REST.forEach((service, resource) -> post(service, resource.get(0), resource.get(1)));
  }

  private String post(String name, String collection, String body) {
    String text = body;
    for (var word : words.entrySet()) {
      text = text.replaceAll("\\b" + word.getKey() + "\\b", word.getValue());
    }
    String id = Expect.status(201, agent.post(collection, text)).id();
    made.put(name, collection + "/" + id);
    return id;
  }

  String id() {
    return words.getOrDefault("ID", "");
  }

  String familyName() {
    return words.getOrDefault("FAMILY", "");
  }

  /** The path of their resource of this kind: party, customer, account, or a service's name. */
  String path(String kind) {
    return made.getOrDefault(kind, "");
  }

  /** What must be gone, written as a caller writes it and as an index may. */
  List<String> marks() {
    return List.of(
        words.getOrDefault("GIVEN", ""),
        words.getOrDefault("GIVEN", "").toLowerCase(java.util.Locale.ROOT),
        familyName(),
        familyName().toLowerCase(java.util.Locale.ROOT),
        words.getOrDefault("MAIL", ""),
        words.getOrDefault("PHONE", "").substring(1),
        words.getOrDefault("BIRTH", ""));
  }

  /** Ends whatever runs: while it does, nothing may be erased. */
  void leave() {
    Expect.status(200, agent.merge(path("subscription"), "{\"status\":\"terminated\"}"));
    Expect.status(200, agent.merge(path("account"), "{\"state\":\"closed\"}"));
    Expect.status(200, agent.merge(path("customer"), "{\"status\":\"Closed\"}"));
  }
}

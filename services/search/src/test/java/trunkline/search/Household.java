package trunkline.search;

/** One customer with something of everything, in as many services as there are. */
record Household(Searching it, String tenant) {
  String party() {
    return "party-" + tenant;
  }

  String customer() {
    return "customer-" + tenant;
  }

  String iccid() {
    return "8949020000" + Math.abs(tenant.hashCode() % 1_000_000_000);
  }

  /** The device first, the customer last: no service waits for another. */
  static Household arrive(Searching it) {
    var household = new Household(it, Searching.tenant());
    household.things();
    household.talk();
    household.people();
    it.awaitKnown(household.tenant(), household.customer());
    return household;
  }

  private void put(String service, String type, String id, String body) {
    it.logs.put(service, tenant, type, id + "-" + tenant, body.replace("%", "-" + tenant));
  }

  private void people() {
    put(
        "customer",
        "individual",
        "party",
        """
        {"@type":"Individual","givenName":"Jane","familyName":"Roe","birthDate":"1980-02-29","contactMedium":[
          {"mediumType":"email","characteristic":{"emailAddress":"jane@example.org"}}]}
        """);
    put(
        "customer",
        "customer",
        "customer",
        """
        {"@type":"Customer","name":"Jane Roe","status":"Active","engagedParty":{"id":"party%","name":"Jane Roe"}}
        """);
    put(
        "customer",
        "billingAccount",
        "account",
        """
        {"@type":"BillingAccount","name":"ACC-77","state":"active","relatedParty":[{"id":"party%","role":"owner"}]}
        """);
  }

  private void things() {
    put(
        "device",
        "resource",
        "sim",
        """
        {"@type":"Sim","resourceStatus":"available","resourceCharacteristic":[{"name":"ICCID","value":"%s"}]}
        """
            .formatted(iccid()));
    put(
        "device",
        "resource",
        "handset",
        "{\"@type\":\"Handset\",\"relatedParty\":[{\"id\":\"customer%\"}]}");
    put(
        "subscription",
        "product",
        "product",
        """
        {"@type":"Product","name":"Mobile M","status":"active","billingAccount":{"id":"account%"},
         "realizingResource":[{"id":"sim%"}],"productOffering":{"id":"o1","name":"Mobile M"}}
        """);
  }

  private void talk() {
    for (int i = 1; i <= 25; i++) {
      put(
          "interaction",
          "partyInteraction",
          "call-" + i,
          """
          {"@type":"PartyInteraction","reason":"call %d","interactionDate":{"startDateTime":"2026-01-%02dT10:00:00Z"},
           "relatedParty":[{"id":"customer%%","role":"customer"}]}
          """
              .formatted(i, i));
    }
    put(
        "ticket",
        "troubleTicket",
        "open",
        "{\"status\":\"inProgress\",\"relatedEntity\":[{\"id\":\"product%\"}]}");
    put(
        "ticket",
        "troubleTicket",
        "done",
        "{\"status\":\"Closed\",\"relatedParty\":[{\"id\":\"customer%\"}]}");
    put("consent", "partyPrivacyProfile", "profile", "{\"agreedByParty\":{\"id\":\"party%\"}}");
    put(
        "identification",
        "digitalIdentity",
        "identity",
        "{\"nickname\":\"jane\",\"status\":\"active\",\"individualIdentified\":{\"id\":\"party%\"}}");
  }
}

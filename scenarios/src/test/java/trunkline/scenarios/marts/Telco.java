package trunkline.scenarios.marts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;

/** A small telco's life of three years: people come, pay, call, complain, allow and leave. */
final class Telco {
  static final String INDIVIDUAL = "/tmf-api/party/v4/individual";
  static final String CUSTOMER = "/tmf-api/customerManagement/v4/customer";
  static final String PRODUCT = "/tmf-api/productInventory/v4/product";
  static final String RESOURCE = "/tmf-api/resourceInventoryManagement/v4/resource";
  static final String INTERACTION = "/tmf-api/partyInteraction/v4/partyInteraction";
  static final String PROFILE = "/tmf-api/privacyManagement/v4/partyPrivacyProfile";
  static final String TICKET = "/tmf-api/troubleTicket/v4/troubleTicket";
  static final String IDENTITY = "/tmf-api/digitalIdentityManagement/v4/digitalIdentity";

  private static final String ORGANIZATION = "/tmf-api/party/v4/organization";
  private static final String ACCOUNT = "/tmf-api/accountManagement/v4/billingAccount";
  private static final String SPECIFICATIONS =
      "/tmf-api/privacyManagement/v4/partyPrivacyProfileSpecification?name=Privacy%20choices";
  private static final List<String> PURPOSES = List.of("marketing.email", "marketing.sms");

  private final Records records;
  private final Random random;
  private final String specification;
  private int evidence;

  Telco(Records records, long seed) {
    this.records = records;
    this.random = new Random(seed);
    this.specification = records.client().get(SPECIFICATIONS).json().path(0).path("id").asText();
  }

  /** Answers the ids of the individuals that stay. */
  List<String> live(int people) {
    var ids = new ArrayList<String>();
    for (int i = 0; i < people; i++) {
      String id =
          records.create(
              INDIVIDUAL,
              "{\"givenName\":\"Ann\",\"familyName\":\"Number%d\",\"birthDate\":\"1970-01-01\"}"
                  .formatted(i));
      allows(id);
      identifies(id);
      if (i % 10 == 9) {
        records.delete(INDIVIDUAL, id);
      } else {
        ids.add(id);
        buys(id);
        has(id);
        calls(id);
        complains(id);
      }
    }
    String firm = records.create(ORGANIZATION, "{\"tradingName\":\"Number Ltd\"}");
    buys(firm);
    calls(firm);
    return ids;
  }

  private void buys(String party) {
    customer(party);
    Instant start = past(30);
    String account =
        records.create(
            ACCOUNT,
            "{\"name\":\"Bills\",\"relatedParty\":[{\"id\":\"%s\",\"role\":\"owner\"}]}"
                .formatted(party));
    for (int i = random.nextInt(3); i >= 0; i--) {
      product(party, account, start);
    }
    if (random.nextInt(4) == 0) {
      bundle(party, account, start);
    }
  }

  private void customer(String party) {
    Instant start = past(36);
    int kind = random.nextInt(8);
    boolean hasLeft = kind < 2;
    String end = start.plus(random.nextInt(30) + 40, ChronoUnit.DAYS).toString();
    String body =
        """
        {"name":"Ann","engagedParty":{"id":"%s"},"status":"%s","validFor":{"startDateTime":"%s"%s}%s,
         "characteristic":[{"name":"monthlyRecurringCharge","value":"%d.%02d"}%s%s]}
        """
            .formatted(
                party,
                hasLeft ? "Closed" : "Active",
                start,
                hasLeft ? ",\"endDateTime\":\"" + end + "\"" : "",
                hasLeft && random.nextBoolean() ? ",\"statusReason\":\"moved\"" : "",
                random.nextInt(90),
                random.nextInt(100),
                random.nextInt(5) == 0 ? "" : value("segment", pick("consumer", "business")),
                hasLeft && random.nextBoolean() ? value("churnReason", "price") : "");
    String id = records.create(CUSTOMER, body);
    switch (kind) {
      case 0, 2 -> records.delete(CUSTOMER, id);
      case 3 ->
          records.change(CUSTOMER, id, "{\"status\":\"Closed\",\"statusReason\":\"competitor\"}");
      case 4 -> records.change(CUSTOMER, id, characteristics("premium", "77.70", ""));
      case 5 ->
          records.change(CUSTOMER, id, characteristics("business", "0", value("churned", "true")));
      default -> {}
    }
  }

  private static String characteristics(String segment, String charge, String more) {
    return "{\"characteristic\":[{\"name\":\"monthlyRecurringCharge\",\"value\":\"%s\"}%s%s]}"
        .formatted(charge, value("segment", segment), more);
  }

  private static String value(String name, String value) {
    return ",{\"name\":\"%s\",\"value\":\"%s\"}".formatted(name, value);
  }

  private String product(String party, String account, Instant start) {
    String id =
        records.create(
            PRODUCT, productBody(party, account, start, pick("active", "terminated", "created")));
    String status = records.client().get(PRODUCT + "/" + id).json().path("status").asText();
    switch (random.nextInt(4)) {
      case 0 -> {
        if (!status.equals("terminated")) {
          String end = status.equals("created") ? "cancelled" : "terminated";
          records.change(PRODUCT, id, "{\"status\":\"%s\"}".formatted(end));
        }
      }
      case 1 -> {
        if (status.equals("active")) {
          records.change(PRODUCT, id, "{\"productPrice\":[%s]}".formatted(price()));
        }
      }
      case 2 -> {
        if (!status.equals("active")) {
          records.delete(PRODUCT, id);
        }
      }
      default -> {}
    }
    return id;
  }

  private String productBody(String party, String account, Instant start, String status) {
    String dates =
        switch (status) {
          case "created" -> "";
          case "terminated" ->
              ",\"startDate\":\"%s\",\"terminationDate\":\"%s\""
                  .formatted(start, start.plus(45, ChronoUnit.DAYS));
          default -> ",\"startDate\":\"%s\"".formatted(start);
        };
    return """
        {"name":"Mobile","status":"%s","relatedParty":[{"id":"%s","role":"owner"}],"billingAccount":{"id":"%s"},
         "productOffering":{"id":"mobile"},"productCharacteristic":[{"name":"size","valueType":"string","value":"L"}],
         "productPrice":[%s,%s]%s}
        """
        .formatted(status, party, account, price(), price(), dates);
  }

  private String price() {
    return """
        {"priceType":"recurring","recurringChargePeriod":"%s",
         "price":{"dutyFreeAmount":{"unit":"%s","value":%d.%02d}}}
        """
        .formatted(
            pick("month", "year"), pick("EUR", "CHF"), random.nextInt(60), random.nextInt(100));
  }

  private void bundle(String party, String account, Instant start) {
    String part = records.create(PRODUCT, productBody(party, account, start, "active"));
    String body =
        productBody(party, account, start, "active")
            .replaceFirst(
                "\\{",
                "{\"isBundle\":true,\"productRelationship\":[{\"relationshipType\":\"bundles\",\"product\":{\"id\":\"%s\"}}],"
                    .formatted(part));
    String bundle = records.create(PRODUCT, body);
    if (random.nextBoolean()) {
      records.change(PRODUCT, bundle, "{\"status\":\"terminated\"}");
    }
  }

  private void has(String party) {
    String id =
        records.create(
            RESOURCE,
            "{\"@type\":\"%s\",\"name\":\"Box\",\"category\":\"CPE\",\"lifecycleState\":\"available\"}"
                .formatted(pick("Router", "TvBox")));
    if (random.nextInt(4) == 0) {
      records.delete(RESOURCE, id);
      return;
    }
    if (random.nextInt(3) > 0) {
      post(RESOURCE + "/" + id + "/assign", "{\"relatedParty\":{\"id\":\"" + party + "\"}}");
      switch (random.nextInt(4)) {
        case 0 -> records.change(RESOURCE, id, "{\"lifecycleState\":\"retired\"}");
        case 1 -> post(RESOURCE + "/" + id + "/release", "{}");
        default -> {}
      }
    }
  }

  private void calls(String party) {
    for (int i = random.nextInt(4); i >= 0; i--) {
      String body =
          """
          {"direction":"%s","reason":"%s","description":"called","status":"%s","channel":[{"%s":"%s"}],
           "interactionDate":{"startDateTime":"%s"},
           "relatedParty":[{"id":"agent-7","role":"agent"},{"id":"%s","role":"customer"}]}
          """
              .formatted(
                  pick("inbound", "inbound", "outbound"),
                  pick("billing", "move"),
                  pick("opened", "completed"),
                  pick("id", "name"),
                  pick("phone", "shop"),
                  Instant.now().minus(random.nextInt(40) + 1, ChronoUnit.DAYS),
                  party);
      String id = records.create(INTERACTION, body);
      if (body.contains("opened") && random.nextInt(4) == 0) {
        records.delete(INTERACTION, id);
      }
    }
  }

  private void complains(String party) {
    String created = random.nextBoolean() ? "" : ",\"creationDate\":\"" + past(5) + "\"";
    String id =
        records.create(
            TICKET,
            """
            {"description":"no dial tone","severity":"%s","ticketType":"incident",
             "relatedParty":[{"id":"%s","role":"customer"}]%s}
            """
                .formatted(pick("Critical", "Medium", "Low"), party, created));
    switch (random.nextInt(4)) {
      case 0 -> records.change(TICKET, id, "{\"status\":\"cancelled\"}");
      case 1 -> {
        records.change(TICKET, id, "{\"status\":\"inProgress\"}");
        records.change(TICKET, id, "{\"status\":\"resolved\"}");
      }
      case 2 -> records.delete(TICKET, id);
      default -> {}
    }
  }

  private void allows(String party) {
    if (random.nextInt(4) == 0) {
      return;
    }
    String id =
        records.create(
            PROFILE,
            """
            {"agreedByParty":{"id":"%s","@referredType":"Individual"},
             "partyPrivacyProfileSpecification":{"id":"%s"},"partyPrivacyProfileCharacteristic":[%s]}
            """
                .formatted(party, specification, says("granted")));
    switch (random.nextInt(4)) {
      case 0, 1 ->
          records.change(
              PROFILE,
              id,
              "{\"partyPrivacyProfileCharacteristic\":[%s]}"
                  .formatted(says(pick("granted", "denied"))));
      case 2 -> records.delete(PROFILE, id);
      default -> {}
    }
  }

  private String says(String value) {
    String proof =
        value.equals("denied")
            ? ""
            : ",\"evidence\":{\"channel\":\"web\",\"textVersion\":\"1\",\"documentReference\":\"form-%d\"}"
                .formatted(++evidence);
    return "{\"name\":\"%s\",\"value\":\"%s\"%s}"
        .formatted(PURPOSES.get(random.nextInt(PURPOSES.size())), value, proof);
  }

  private void identifies(String party) {
    if (random.nextInt(4) == 0) {
      return;
    }
    String id =
        records.create(
            IDENTITY,
            """
            {"nickname":"ann","status":"active","individualIdentified":{"id":"%s","@referredType":"Individual"},
             "credential":[{"id":"1","@type":"TokenCredential","state":"%s","trustLevel":"%s"}]}
            """
                .formatted(party, pick("active", "suspended"), pick("low", "substantial", "high")));
    switch (random.nextInt(4)) {
      case 0 -> records.change(IDENTITY, id, "{\"status\":\"suspended\"}");
      case 1 -> records.delete(IDENTITY, id);
      default -> {}
    }
  }

  /** Two pairs of eyes on one document: the credential that only a verification gives. */
  void verifies(String party, Client reviewer) {
    String verification =
        Expect.status(
                201,
                records
                    .client()
                    .post(
                        "/identification/v1/manualVerification",
                        """
                        {"individualId":"%s","document":[{"type":"passport","issuingCountry":"DE","number":"C01X0006H",
                         "validUntil":"2099-01-31","reference":"folder 7"}]}
                        """
                            .formatted(party)))
            .id();
    Expect.status(
        200,
        reviewer.post(
            "/identification/v1/verification/" + verification + "/decision",
            "{\"decision\":\"approve\",\"reason\":\"both saw it\"}"));
  }

  private void post(String path, String body) {
    Expect.status(200, records.client().post(path, body));
  }

  private String pick(String... words) {
    return words[random.nextInt(words.length)];
  }

  /** The fourth of one of the months before this one: far from any month's end. */
  private Instant past(int months) {
    return LocalDate.now(ZoneOffset.UTC)
        .withDayOfMonth(4)
        .minusMonths(random.nextInt(months) + 2L)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant();
  }
}

package trunkline.warehouse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import trunkline.platform.json.Json;
import trunkline.platform.retention.Remains;

/**
 * Documents that a service would not write today, as an engine may well have to read them. They are
 * marked as what an erasure has left: nothing else that breaks its contract is loaded.
 */
final class OddDocuments {
  private static final String TENANT = "odd";
  private static final Instant NOON = Instant.parse("2025-01-31T12:00:00.123456Z");

  /** By service: resource types, each followed by a document. */
  private static final Map<String, List<String>> BY_SERVICE =
      Map.of(
          "customer",
          List.of(
              "individual",
              """
              {"givenName":1.5,"familyName":true,"birthDate":"1980-2-9",
               "contactMedium":[null,3,{"characteristic":{"emailAddress":null,"country":"DE"}}]}
              """,
              "individual",
              "{\"fullName\":{\"b\":1,\"a\":[1.50]},\"birthDate\":\"1980-02-30\",\"contactMedium\":{}}",
              "organization",
              "{\"tradingName\":\"a\\u00e9\\n\\\"q\\\"\",\"birthDate\":\"1980-02-29T10:00:00Z\"}",
              "customer",
              """
              {"name":["x"],"status":"CLOSED","validFor":"x","engagedParty":[{"id":"p"}],
               "characteristic":[null,{"name":"monthlyRecurringCharge","value":"1.005"},
                 {"name":"tenureMonths","value":2.5},{"name":"segment"}]}
              """,
              "customer",
              """
              {"name":null,"validFor":{"startDateTime":"2024-02-29T24:00:00+02:00","endDateTime":"2024-05-31"},
               "characteristic":[{"name":"monthlyRecurringCharge","value":-1.005},{"name":"totalCharges","value":1e20},
                 {"name":"churned","value":true},{"name":"tenureMonths","value":"99999999999"}]}
              """,
              "billingAccount",
              "{\"creditLimit\":{\"unit\":\"EUR\",\"value\":\"1e2\"},\"relatedParty\":[3,{\"id\":7}]}",
              "settlementAccount",
              "{\"creditLimit\":[],\"relatedParty\":[null,{\"id\":\"a\"},{\"id\":\"b\",\"role\":\"owner\"}]}"),
          "subscription",
          List.of(
              "product",
              """
              {"status":"active","isBundle":"true","startDate":"2024-12-31T24:00:00Z","relatedParty":{},
               "productPrice":[null,3,"x",
                {"priceType":"Recurring","recurringChargePeriod":"YEAR","price":{"dutyFreeAmount":{"unit":"EUR","value":100.005}}},
                {"priceType":"recurring","recurringChargePeriod":"fortnight","price":{"taxIncludedAmount":{"unit":"EUR","value":"7"}}},
                {"priceType":"recurring","recurringChargePeriod":"month","price":{"dutyFreeAmount":{"unit":"EUR","value":"x"}}}]}
              """,
              "product",
              "{\"status\":\"terminated\",\"orderDate\":\"31.12.2024\",\"terminationDate\":\"2024-06-30\",\"productPrice\":{}}"),
          "device",
          List.of("resource", "{\"@type\":7,\"lifecycleState\":null,\"relatedParty\":[[]]}"),
          "interaction",
          List.of(
              "partyInteraction",
              "{\"reason\":\"x\",\"direction\":\"inbound\",\"channel\":[{\"name\":\"shop\"}],\"creationDate\":\"2025-01-01T10:00:00.999999999+0130\"}",
              "partyInteraction",
              "{\"channel\":\"phone\",\"interactionDate\":[]}"),
          "consent",
          List.of(
              "partyPrivacyProfile",
              """
              {"agreedDate":"2024-01-01","applicableForParty":{"id":"p"},"partyPrivacyProfileSpecification":{"id":1},
               "partyPrivacyProfileCharacteristic":[null,3,
                {"privacyUsagePurpose":"","history":[{"value":"granted"}]},
                {"privacyUsagePurpose":"mail","history":[null,{"value":"granted","at":"2024-02-01"},{"value":"maybe","at":"x"}]},
                {"privacyUsagePurpose":"post","history":{}}]}
              """),
          "ticket",
          List.of(
              "troubleTicket",
              """
              {"status":"x","creationDate":"","channel":[],"sla":{"breached":"true","escalationLevel":"2.5",
               "escalation":[null,{"clock":"response","percent":"99.6"},{"clock":"resolution","percent":1e2}]}}
              """,
              "troubleTicket",
              "{\"sla\":3}"),
          "identification",
          List.of(
              "digitalIdentity",
              """
              {"status":"active","individualIdentified":{"id":"p"},
               "credential":[null,{"@type":"NationalEidCredential","state":"active","trustLevel":"high"},{"state":"active"}]}
              """),
          "bridge",
          List.of(
              "migrationRun",
              """
              {"name":"crm","mappingVersion":3,"status":"balanced","startedAt":"2025-01-31T11:00:00Z","endedAt":"x",
               "source":10,"migrated":7,"merged":1,"rejected":"1","excluded":1,"resources":null}
              """,
              "migrationRun",
              "{\"name\":\"none\",\"status\":\"running\",\"startedAt\":\"2025-01-31\",\"source\":0,\"migrated\":0,\"merged\":0,\"rejected\":0,\"excluded\":0,\"endedAt\":[]}"),
          "customer-audit",
          List.of(
              "read",
              "{\"reader\":\"kari\",\"roles\":\"agent\",\"resourceType\":\"customer\",\"results\":1,\"masked\":true,\"opened\":\"ab\"}",
              "read",
              "{\"reader\":\"kari\",\"roles\":\"agent\",\"resourceType\":\"customer\",\"results\":250,\"masked\":false}",
              "read",
              "{\"reader\":7,\"roles\":[\"a\"],\"resourceType\":\"\",\"results\":\"0\",\"masked\":\"yes\",\"opened\":{}}"));

  /** Every service that tells the warehouse something. */
  static final List<String> SERVICES = BY_SERVICE.keySet().stream().sorted().toList();

  private OddDocuments() {}

  /** One event each, at the beginning of the service's log. */
  static List<LandedEvent> of(String service) {
    List<String> told = BY_SERVICE.getOrDefault(service, List.of());
    return IntStream.range(0, told.size() / 2)
        .mapToObj(
            n ->
                new LandedEvent(
                    service,
                    TENANT,
                    told.get(2 * n),
                    "o" + n,
                    "Create",
                    1,
                    1 + n,
                    1 + n,
                    NOON.plusSeconds(n),
                    marked(told.get(2 * n + 1))))
        .toList();
  }

  private static ObjectNode marked(String document) {
    return ((ObjectNode) Json.parse(document)).put(Remains.ERASED, true);
  }
}

package trunkline.warehouse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few people's lives with a telco, as all services tell them, and what the marts make of it. */
class EveryServiceTest {
  private static final String SERVICES =
      "customer,subscription,device,interaction,consent,ticket,identification";

  @TempDir static Path home;
  private static Warehouse warehouse;

  @BeforeAll
  static void land() {
    parties().land(home);
    subscriptions().land(home);
    devices().land(home);
    contacts().land(home);
    consents().land(home);
    tickets().land(home);
    identities().land(home);
    warehouse = TestWarehouse.open(home, SERVICES);
    RefreshReport report = warehouse.refresh();
    assertTrue(report.isGood(), report::toString);
  }

  @AfterAll
  static void close() {
    warehouse.close();
  }

  private static ServiceLog parties() {
    return new ServiceLog("customer", "individual")
        .create("jane", "2026-01-02T08:00:00Z", person("Jane", "jane@example.org"))
        .create("john", "2026-01-03T08:00:00Z", person("John", "john@example.org"))
        .create("mary", "2026-01-04T08:00:00Z", person("Mary", "mary@example.org"))
        .change("mary", "2026-01-05T08:00:00Z", person("Marie", "mary@example.org"))
        .create("gone", "2026-01-06T08:00:00Z", person("Gone", "gone@example.org"))
        .delete("gone", "2026-01-07T08:00:00Z", person("Gone", "gone@example.org"));
  }

  private static String person(String givenName, String email) {
    return """
        {"givenName":"%s","familyName":"Roe","birthDate":"1980-02-29","contactMedium":[
          {"mediumType":"email","characteristic":{"emailAddress":"%s"}},
          {"mediumType":"postal","characteristic":{"country":"DE"}}]}
        """
        .formatted(givenName, email);
  }

  private static ServiceLog subscriptions() {
    return new ServiceLog("subscription", "product")
        .create("p1", "2026-01-10T08:00:00Z", product("active", "jane", "2026-01-10", 20, "month"))
        .create("p2", "2026-01-11T08:00:00Z", product("active", "jane", "2026-01-11", 120, "year"))
        .create("p3", "2026-01-12T08:00:00Z", product("active", "john", "2026-01-12", 30, "month"))
        .create("p4", "2026-01-13T08:00:00Z", product("created", "john", "", 99, "month"))
        .change("p1", "2026-02-15T08:00:00Z", product("active", "jane", "2026-01-10", 25, "month"))
        .change("p4", "2026-02-16T08:00:00Z", product("cancelled", "john", "", 99, "month"))
        .change(
            "p3",
            "2026-03-01T08:00:00Z",
            product("terminated", "john", "2026-01-12", 30, "month")
                .replaceFirst("\\{", "{\"terminationDate\":\"2026-02-28T23:00:00Z\","));
  }

  private static String product(
      String status, String party, String start, int amount, String period) {
    return """
        {"status":"%s",%s"relatedParty":[{"id":"%s","role":"owner"}],
         "productPrice":[{"priceType":"recurring","recurringChargePeriod":"%s",
           "price":{"dutyFreeAmount":{"unit":"EUR","value":%d}}}]}
        """
        .formatted(
            status,
            start.isEmpty() ? "" : "\"startDate\":\"" + start + "\",",
            party,
            period,
            amount);
  }

  private static ServiceLog devices() {
    return new ServiceLog("device", "resource")
        .create("s1", "2026-01-10T08:00:00Z", device("Sim", "available", ""))
        .create("s2", "2026-01-10T08:00:00Z", device("Sim", "available", ""))
        .change("s2", "2026-01-11T08:00:00Z", device("Sim", "assigned", "jane"))
        .create("n1", "2026-01-11T08:00:00Z", device("Msisdn", "assigned", "jane"))
        .create("h1", "2026-01-12T08:00:00Z", device("Handset", "retired", ""))
        .delete("h1", "2026-01-13T08:00:00Z", device("Handset", "retired", ""));
  }

  private static String device(String kind, String state, String owner) {
    String parties = owner.isEmpty() ? "" : "{\"id\":\"%s\",\"role\":\"owner\"}".formatted(owner);
    return """
        {"@type":"%s","lifecycleState":"%s","relatedParty":[%s]}
        """
        .formatted(kind, state, parties);
  }

  private static ServiceLog contacts() {
    return new ServiceLog("interaction", "partyInteraction")
        .create("i1", "2026-01-10T09:00:00Z", contact("jane", "billing", "phone", "2026-01-10"))
        .create("i2", "2026-01-17T00:00:00Z", contact("jane", "billing", "phone", "2026-01-17"))
        .create("i3", "2026-01-25T09:00:00Z", contact("jane", "billing", "phone", "2026-01-25"))
        .create("i4", "2026-01-26T09:00:00Z", contact("john", "billing", "phone", "2026-01-26"))
        .create("i5", "2026-01-26T10:00:00Z", contact("john", "move", "shop", "2026-01-26"))
        .create("i6", "2026-01-27T10:00:00Z", contact("john", "move", "shop", "2026-01-27"))
        .delete("i6", "2026-01-28T10:00:00Z", contact("john", "move", "shop", "2026-01-27"));
  }

  private static String contact(String party, String reason, String channel, String day) {
    return """
        {"direction":"inbound","reason":"%s","status":"completed","channel":[{"id":"%s"}],
         "interactionDate":{"startDateTime":"%sT00:00:00Z"},
         "relatedParty":[{"id":"agent-7","role":"agent"},{"id":"%s","role":"customer"}]}
        """
        .formatted(reason, channel, day, party);
  }

  private static ServiceLog consents() {
    return new ServiceLog("consent", "partyPrivacyProfile")
        .create("f1", "2026-01-10T09:00:00Z", profile("jane", said("granted", "2026-01-10", "")))
        .create("f2", "2026-01-11T09:00:00Z", profile("john", said("granted", "2026-01-11", "")))
        .change(
            "f2",
            "2026-01-20T09:00:00Z",
            profile(
                "john", said("granted", "2026-01-11", "") + "," + said("denied", "2026-01-20", "")))
        .create(
            "f3",
            "2026-02-01T09:00:00Z",
            profile("mary", said("granted", "2026-01-12", "2026-01-15")));
  }

  private static String profile(String party, String history) {
    return """
        {"status":"agreed","agreedDate":"2026-01-01T00:00:00Z","applicableForParty":{"id":"%s"},
         "partyPrivacyProfileSpecification":{"id":"spec"},
         "partyPrivacyProfileCharacteristic":[
           {"name":"marketing.email","privacyUsagePurpose":"marketing.email","history":[%s]}]}
        """
        .formatted(party, history);
  }

  private static String said(String value, String day, String until) {
    String end = until.isEmpty() ? "" : ",\"until\":\"" + until + "T00:00:00Z\"";
    return "{\"value\":\"%s\",\"at\":\"%sT00:00:00Z\"%s}".formatted(value, day, end);
  }

  private static ServiceLog tickets() {
    return new ServiceLog("ticket", "troubleTicket")
        .create("t1", "2026-01-10T09:00:00Z", ticket("resolved", "High", false, ""))
        .create("t2", "2026-01-11T09:00:00Z", ticket("inProgress", "High", true, "resolution"))
        .create("t3", "2026-01-12T09:00:00Z", ticket("acknowledged", "Low", true, "response"))
        .change("t3", "2026-01-13T09:00:00Z", ticket("closed", "Low", true, "response"))
        .create("t4", "2026-01-14T09:00:00Z", ticket("cancelled", "Low", false, ""));
  }

  private static String ticket(String status, String severity, boolean breached, String clock) {
    String told =
        clock.isEmpty()
            ? ""
            : "{\"clock\":\"%s\",\"percent\":75},{\"clock\":\"%1$s\",\"percent\":100}";
    return """
        {"status":"%s","severity":"%s","creationDate":"2026-01-09T10:00:00Z",
         "relatedParty":[{"id":"jane","role":"customer"}],
         "sla":{"breached":%s,"escalationLevel":%d,"escalation":[%s]}}
        """
        .formatted(status, severity, breached, breached ? 2 : 0, told.formatted(clock));
  }

  private static ServiceLog identities() {
    return new ServiceLog("identification", "digitalIdentity")
        .create("d1", "2026-01-10T09:00:00Z", identity("jane", "active", "NationalEid", "high"))
        .create("d2", "2026-01-11T09:00:00Z", identity("john", "active", "Document", "low"))
        .change("d2", "2026-01-12T09:00:00Z", identity("john", "revoked", "Document", "low"))
        .create("d3", "2026-01-13T09:00:00Z", identity("eve", "active", "Document", "substantial"));
  }

  private static String identity(String party, String status, String kind, String level) {
    return """
        {"status":"%s","individualIdentified":{"id":"%s"},
         "credential":[{"@type":"%sCredential","state":"active","trustLevel":"%s"},
                       {"@type":"NationalEidCredential","state":"expired","trustLevel":"high"}]}
        """
        .formatted(status, party, kind, level);
  }

  /** All rows, one a line. */
  private static String rows(String sql) {
    return warehouse.query(sql).rows().stream()
        .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining(" ")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  @Test
  void party_isKnownByItsLastNameAndNotByItsAddress() {
    assertEquals(
        """
        jane Jane Roe 1980-02-29 DE true false
        john John Roe 1980-02-29 DE true false
        mary Marie Roe 1980-02-29 DE true false
        """,
        rows(
            """
            SELECT party_id, name, birth_date, country, has_email, has_phone
            FROM core.dim_party WHERE is_current ORDER BY party_id
            """));
    assertEquals(
        List.of(2L, 1L),
        List.of(
            TestWarehouse.number(
                warehouse, "SELECT COUNT(*) FROM core.dim_party WHERE party_id = 'mary'"),
            TestWarehouse.number(
                warehouse, "SELECT COUNT(*) FROM core.dim_party WHERE is_deleted")));
  }

  @Test
  void recurringRevenue_followsPricesTerminationsAndYears() {
    assertEquals(
        """
        2026-01-01 3 2 60.00 30.00
        2026-02-01 2 1 35.00 35.00
        2026-03-01 2 1 35.00 35.00
        """,
        rows(
            """
            SELECT month, subscriptions, paying_parties, recurring_revenue, arpu
            FROM marts.recurring_revenue ORDER BY month
            """));
  }

  @Test
  void base_countsWhoCameAndWent_andNotWhatNeverBegan() {
    assertEquals(
        """
        2026-01-01 0 3 0 3
        2026-02-01 3 0 1 2
        2026-03-01 2 0 0 2
        """,
        rows(
            """
            SELECT month, opening, gross_adds, churned, closing
            FROM marts.active_base WHERE base = 'subscriptions' ORDER BY month
            """));
  }

  @Test
  void stock_isWhatIsThereNow() {
    assertEquals(
        """
        Msisdn assigned 1 1
        Sim assigned 1 1
        Sim available 1 0
        """,
        rows(
            "SELECT kind, lifecycle_state, resources, with_owner FROM marts.device_stock ORDER BY 1, 2"));
  }

  @Test
  void contactWithinSevenDaysForTheSameReason_isARepeat() {
    assertEquals(
        """
        billing phone 4 4 1 0.250000
        move shop 1 1 0 0.000000
        """,
        rows(
            """
            SELECT reason, channel, contacts, inbound_contacts, repeat_contacts, repeat_rate
            FROM marts.contact_reasons ORDER BY reason
            """));
  }

  @Test
  void consent_coversWhoAllowsNow() {
    assertEquals(
        "marketing.email 3 1 1 1 0.333333\n",
        rows(
            """
            SELECT purpose, parties, granted, denied, unknown, coverage_rate
            FROM marts.consent_coverage
            """));
    assertEquals(
        """
        granted 2026-01-12T00:00Z 2026-01-15T00:00Z
        unknown 2026-01-15T00:00Z null
        """,
        rows(
            """
            SELECT decision, valid_from, valid_to FROM core.dim_consent
            WHERE party_id = 'mary' ORDER BY valid_from
            """));
  }

  @Test
  void ticket_keepsOrBreaksWhatWasPromised() {
    assertEquals(
        """
        High 2 1 1 1 0 1 0.500000
        Low 2 0 0 1 1 0 0.000000
        """,
        rows(
            """
            SELECT severity, tickets, open_tickets, met, breached, response_breached,
                   resolution_breached, met_rate
            FROM marts.ticket_sla ORDER BY severity
            """));
  }

  @Test
  void assurance_isThatOfActiveIdentitiesOnly() {
    assertEquals(
        """
        high 1 1 0
        none 2 0 0
        substantial 1 0 1
        """,
        rows(
            """
            SELECT assurance_level, individuals, by_eid, by_documents
            FROM marts.identity_assurance ORDER BY assurance_level
            """));
  }
}

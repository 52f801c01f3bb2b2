package trunkline.scenarios.marts;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Expect;

/**
 * What the marts must say, counted from what the services answer and from nothing else. The months
 * are few and the telco is small, so each figure is counted the plain way, month by month.
 */
final class ServiceFigures {
  private static final Set<String> BEGUN =
      Set.of("active", "suspended", "pendingTerminate", "terminated");
  private static final Set<String> ENDED = Set.of("terminated", "cancelled", "aborted");

  private final Records records;
  private final LocalDate present;

  /**
   * @param present the first day of the month in which all was told
   */
  ServiceFigures(Records records, LocalDate present) {
    this.records = records;
    this.present = present;
  }

  /** The columns that a mart is compared by, and their values of every row. */
  record Figures(String columns, List<String> rows) {}

  /** By the mart's name; the tenant, which is one, is left out. */
  Map<String, Figures> all() {
    var figures = new TreeMap<String, Figures>();
    figures.put("marts.active_base", activeBase());
    figures.put("marts.churn", churn());
    figures.put("marts.churn_by_reason", churnByReason());
    figures.put("marts.revenue_by_segment_month", revenueBySegment());
    figures.put("marts.recurring_revenue", recurringRevenue());
    figures.put("marts.contact_reasons", contactReasons());
    figures.put("marts.consent_coverage", consentCoverage());
    figures.put("marts.ticket_sla", ticketSla());
    figures.put("marts.device_stock", deviceStock());
    figures.put("marts.identity_assurance", identityAssurance());
    return figures;
  }

  /** From when to when a customer or a subscription is one, in months. */
  private record Stay(Life life, LocalDate from, Optional<LocalDate> until, boolean removed) {
    boolean isIn(LocalDate month) {
      return !from.isAfter(month) && until.filter(end -> !end.isAfter(month)).isEmpty();
    }

    int cameIn(LocalDate month) {
      return from.equals(month) ? 1 : 0;
    }

    int leftIn(LocalDate month) {
      return !removed && until.filter(month::equals).isPresent() ? 1 : 0;
    }

    int removedIn(LocalDate month) {
      return removed && until.filter(month::equals).isPresent() ? 1 : 0;
    }
  }

  private List<Stay> customers() {
    return records.lives(Telco.CUSTOMER).stream().map(this::customer).toList();
  }

  private Stay customer(Life life) {
    JsonNode last = life.last();
    Optional<LocalDate> end =
        time(last.at("/validFor/endDateTime")).map(ServiceFigures::month).or(() -> churn(last));
    return new Stay(
        life,
        month(time(last.at("/validFor/startDateTime")).orElseThrow()),
        end.isEmpty() && life.deleted() ? Optional.of(present) : end,
        end.isEmpty() && life.deleted());
  }

  private Optional<LocalDate> churn(JsonNode customer) {
    return hasLeft(customer) ? Optional.of(present) : Optional.empty();
  }

  private static boolean hasLeft(JsonNode customer) {
    return customer.path("status").asText().equals("Closed")
        || characteristic(customer, "churned").equals("true");
  }

  private List<Stay> subscriptions() {
    return records.lives(Telco.PRODUCT).stream()
        .filter(life -> life.told().stream().anyMatch(p -> BEGUN.contains(status(p))))
        .map(this::subscription)
        .toList();
  }

  private Stay subscription(Life life) {
    JsonNode last = life.last();
    Optional<LocalDate> end =
        ENDED.contains(status(last))
            ? time(last.path("terminationDate")).map(ServiceFigures::month)
            : Optional.empty();
    return new Stay(life, month(time(last.path("startDate")).orElseThrow()), end, false);
  }

  private Figures activeBase() {
    var rows = new Rows(6);
    countBase(rows, "customers", customers());
    countBase(
        rows,
        "subscriptions",
        subscriptions().stream()
            .filter(stay -> !stay.life().last().path("isBundle").asBoolean())
            .toList());
    return new Figures(
        "base, month, opening, gross_adds, churned, removed, net_adds, closing", rows.texts());
  }

  private void countBase(Rows rows, String base, List<Stay> stays) {
    for (LocalDate month : months(stays)) {
      for (Stay stay : stays) {
        int came = stay.cameIn(month);
        int left = stay.leftIn(month);
        int removed = stay.removedIn(month);
        int opening = stay.isIn(month.minusMonths(1)) ? 1 : 0;
        int closing = stay.isIn(month) ? 1 : 0;
        rows.add(
            List.of(base, month.toString()),
            opening,
            came,
            left,
            removed,
            came - left - removed,
            closing);
      }
    }
  }

  private List<LocalDate> months(Collection<Stay> stays) {
    LocalDate first = stays.stream().map(Stay::from).min(LocalDate::compareTo).orElseThrow();
    return Stream.iterate(first, month -> !month.isAfter(present), month -> month.plusMonths(1))
        .toList();
  }

  private Figures churn() {
    var rows = new Rows(2);
    for (JsonNode customer : records.living(Telco.CUSTOMER)) {
      rows.add(List.of(segment(customer)), 1, hasLeft(customer) ? 1 : 0);
    }
    return new Figures("segment, customers, churned", rows.texts());
  }

  private Figures churnByReason() {
    var rows = new Rows(2);
    for (Stay stay : customers()) {
      if (stay.until().isPresent() && !stay.removed()) {
        JsonNode customer = stay.life().last();
        String reason =
            Stream.of(
                    characteristic(customer, "churnReason"),
                    customer.path("statusReason").asText(),
                    "unknown")
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElseThrow();
        rows.add(
            List.of(stay.until().get().toString(), reason, tenure(customer)), 1, charge(customer));
      }
    }
    return new Figures(
        "month, reason, tenure_cohort, churned_customers, churned_monthly_charge", rows.texts());
  }

  /** Who is marked as churned and not closed left when that was told. */
  private static String tenure(JsonNode customer) {
    Instant start = time(customer.at("/validFor/startDateTime")).orElseThrow();
    Instant end = time(customer.at("/validFor/endDateTime")).orElseGet(Instant::now);
    OffsetDateTime begun = start.atOffset(ZoneOffset.UTC);
    OffsetDateTime left = end.atOffset(ZoneOffset.UTC);
    return left.isBefore(begun.plusMonths(3))
        ? "under 3 months"
        : left.isBefore(begun.plusMonths(12))
            ? "3 to 11 months"
            : left.isBefore(begun.plusMonths(24)) ? "12 to 23 months" : "24 months and more";
  }

  private Figures revenueBySegment() {
    var rows = new Rows(5);
    List<Stay> customers = customers();
    List<LocalDate> months = months(customers);
    for (LocalDate month : months) {
      for (Stay stay : customers) {
        JsonNode customer = stay.life().asOf(month, present);
        boolean counts =
            stay.isIn(month)
                || stay.from().equals(month)
                || stay.until().equals(Optional.of(month));
        if (counts) {
          String segment = segment(customer);
          months.forEach(each -> rows.add(List.of(segment, each.toString()), 0, 0, 0, 0, 0));
          rows.add(
              List.of(segment, month.toString()),
              stay.isIn(month) ? 1 : 0,
              stay.cameIn(month),
              stay.leftIn(month),
              stay.removedIn(month),
              stay.isIn(month) ? charge(customer) : 0);
        }
      }
    }
    return new Figures(
        "segment, month, customers, new_customers, churned_customers, deleted_customers, recurring_revenue",
        rows.texts());
  }

  private Figures recurringRevenue() {
    var rows = new Rows(3);
    List<Stay> stays = subscriptions();
    for (LocalDate month : months(stays)) {
      var payers = new TreeMap<String, Set<String>>();
      for (Stay stay : stays) {
        if (stay.isIn(month)) {
          monthly(stay.life().asOf(month, present))
              .forEach(
                  (currency, charge) -> {
                    boolean firstOfParty =
                        payers
                            .computeIfAbsent(currency, c -> new TreeSet<>())
                            .add(party(stay.life().last(), "owner"));
                    rows.add(List.of(currency, month.toString()), 1, firstOfParty ? 1 : 0, charge);
                  });
        }
      }
    }
    return new Figures(
        "currency, month, subscriptions, paying_parties, recurring_revenue", rows.texts());
  }

  /** By currency; a month is a twelfth of a year, each price rounded half up. */
  private static Map<String, BigDecimal> monthly(JsonNode product) {
    var charges = new TreeMap<String, BigDecimal>();
    for (JsonNode price : product.path("productPrice")) {
      BigDecimal amount = price.at("/price/dutyFreeAmount/value").decimalValue();
      boolean yearly = price.path("recurringChargePeriod").asText().equals("year");
      charges.merge(
          price.at("/price/dutyFreeAmount/unit").asText(),
          yearly ? amount.divide(BigDecimal.valueOf(12), 2, RoundingMode.HALF_UP) : amount,
          BigDecimal::add);
    }
    return charges;
  }

  private Figures contactReasons() {
    var rows = new Rows(3);
    List<JsonNode> contacts = records.living(Telco.INTERACTION);
    for (JsonNode contact : contacts) {
      JsonNode channel = contact.path("channel").path(0);
      boolean inbound = contact.path("direction").asText().equals("inbound");
      rows.add(
          List.of(
              month(begun(contact)).toString(),
              contact.path("reason").asText(),
              channel.path("id").asText(channel.path("name").asText("unknown"))),
          1,
          inbound ? 1 : 0,
          inbound && contacts.stream().anyMatch(before -> isRepeated(before, contact)) ? 1 : 0);
    }
    return new Figures(
        "month, reason, channel, contacts, inbound_contacts, repeat_contacts", rows.texts());
  }

  private static boolean isRepeated(JsonNode before, JsonNode contact) {
    Duration apart = Duration.between(begun(before), begun(contact));
    return before.path("direction").asText().equals("inbound")
        && before.path("reason").equals(contact.path("reason"))
        && party(before, "customer").equals(party(contact, "customer"))
        && apart.isPositive()
        && apart.compareTo(Duration.ofDays(7)) <= 0;
  }

  private static Instant begun(JsonNode contact) {
    return time(contact.at("/interactionDate/startDateTime")).orElseThrow();
  }

  /** Every individual that is there, and whoever has ever had a profile; asked one by one. */
  private Figures consentCoverage() {
    List<Life> profiles = records.lives(Telco.PROFILE);
    Set<String> parties = ids(records.living(Telco.INDIVIDUAL));
    Set<String> purposes = new TreeSet<>();
    for (Life profile : profiles) {
      parties.add(profile.first().at("/applicableForParty/id").asText());
      for (JsonNode version : profile.told()) {
        for (JsonNode item : version.path("partyPrivacyProfileCharacteristic")) {
          if (item.has("history")) {
            purposes.add(item.path("privacyUsagePurpose").asText());
          }
        }
      }
    }
    var rows = new Rows(4);
    for (String purpose : purposes) {
      for (JsonNode answer : decisions(purpose, parties)) {
        String decision = answer.path("decision").asText();
        rows.add(
            List.of(purpose),
            1,
            decision.equals("granted") ? 1 : 0,
            decision.equals("denied") ? 1 : 0,
            decision.equals("unknown") ? 1 : 0);
      }
    }
    return new Figures("purpose, parties, granted, denied, unknown", rows.texts());
  }

  private JsonNode decisions(String purpose, Set<String> parties) {
    var question = Json.mapper().createObjectNode().put("purpose", purpose);
    parties.forEach(question.putArray("parties")::add);
    return Expect.status(200, records.client().post("/consent/v1/decision", Json.write(question)))
        .json();
  }

  private Figures ticketSla() {
    var rows = new Rows(6);
    for (JsonNode ticket : records.living(Telco.TICKET)) {
      String status = status(ticket);
      boolean breached = ticket.at("/sla/breached").asBoolean();
      boolean done = Set.of("resolved", "closed").contains(status);
      boolean open = !done && !Set.of("rejected", "cancelled").contains(status);
      rows.add(
          List.of(
              month(time(ticket.path("creationDate")).orElseThrow()).toString(),
              ticket.path("severity").asText()),
          1,
          open ? 1 : 0,
          done && !breached ? 1 : 0,
          breached ? 1 : 0,
          usedUp(ticket, "response"),
          usedUp(ticket, "resolution"));
    }
    return new Figures(
        "month, severity, tickets, open_tickets, met, breached, response_breached, resolution_breached",
        rows.texts());
  }

  private static int usedUp(JsonNode ticket, String clock) {
    return stream(ticket.at("/sla/escalation"))
            .anyMatch(
                e -> e.path("clock").asText().equals(clock) && e.path("percent").asInt() >= 100)
        ? 1
        : 0;
  }

  private Figures deviceStock() {
    var rows = new Rows(2);
    for (JsonNode resource : records.living(Telco.RESOURCE)) {
      boolean owned =
          stream(resource.path("relatedParty"))
              .anyMatch(party -> party.path("role").asText().equals("owner"));
      rows.add(
          List.of(resource.path("@type").asText(), resource.path("lifecycleState").asText()),
          1,
          owned ? 1 : 0);
    }
    return new Figures("kind, lifecycle_state, resources, with_owner", rows.texts());
  }

  private Figures identityAssurance() {
    List<JsonNode> identities = records.living(Telco.IDENTITY);
    Set<String> people = ids(records.living(Telco.INDIVIDUAL));
    identities.forEach(identity -> people.add(identity.at("/individualIdentified/id").asText()));
    var rows = new Rows(3);
    for (String person : people) {
      List<JsonNode> credentials =
          identities.stream()
              .filter(i -> i.at("/individualIdentified/id").asText().equals(person))
              .filter(i -> status(i).equals("active"))
              .flatMap(i -> stream(i.path("credential")))
              .filter(credential -> credential.path("state").asText().equals("active"))
              .toList();
      rows.add(
          List.of(highest(credentials)),
          1,
          hasType(credentials, "NationalEidCredential"),
          hasType(credentials, "DocumentCredential"));
    }
    return new Figures("assurance_level, individuals, by_eid, by_documents", rows.texts());
  }

  private static String highest(List<JsonNode> credentials) {
    Set<String> levels =
        credentials.stream().map(c -> c.path("trustLevel").asText()).collect(Collectors.toSet());
    return Stream.of("high", "substantial", "low")
        .filter(levels::contains)
        .findFirst()
        .orElse("none");
  }

  private static int hasType(List<JsonNode> credentials, String type) {
    return credentials.stream().anyMatch(c -> c.path("@type").asText().equals(type)) ? 1 : 0;
  }

  private static Set<String> ids(List<JsonNode> resources) {
    return new TreeSet<>(resources.stream().map(r -> r.path("id").asText()).toList());
  }

  private static String segment(JsonNode customer) {
    String segment = characteristic(customer, "segment");
    return segment.isEmpty() ? "unknown" : segment;
  }

  private static BigDecimal charge(JsonNode customer) {
    String charge = characteristic(customer, "monthlyRecurringCharge");
    return charge.isEmpty() ? BigDecimal.ZERO : new BigDecimal(charge);
  }

  private static String characteristic(JsonNode customer, String name) {
    return stream(customer.path("characteristic"))
        .filter(item -> item.path("name").asText().equals(name))
        .findFirst()
        .map(item -> item.path("value").asText())
        .orElse("");
  }

  private static String party(JsonNode resource, String role) {
    return stream(resource.path("relatedParty"))
        .filter(party -> party.path("role").asText().equals(role))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asText();
  }

  private static String status(JsonNode resource) {
    return resource.path("status").asText();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static Optional<Instant> time(JsonNode value) {
    return value.isTextual()
        ? Optional.of(OffsetDateTime.parse(value.asText()).toInstant())
        : Optional.empty();
  }

  static LocalDate month(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC).withDayOfMonth(1);
  }
}

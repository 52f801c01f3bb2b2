package trunkline.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the models should say of a log, worked out event by event and month by month in plain Java:
 * slow, and of another shape than the SQL on purpose.
 */
final class CustomerOracle {
  /** One version as the dimension should have it. */
  record Version(
      String tenant,
      String id,
      long seq,
      @Nullable String segment,
      @Nullable BigDecimal charge,
      boolean churned,
      @Nullable Instant start,
      @Nullable Instant end,
      Instant from,
      @Nullable Instant to,
      boolean deleted) {
    boolean isCurrent() {
      return to == null;
    }

    String segmentName() {
      return segment == null ? "unknown" : segment;
    }
  }

  /** When a customer came and went. */
  record Life(Instant started, @Nullable Instant ended, String kind) {}

  /** One row of the revenue mart. */
  record Month(long customers, long came, long churned, long deleted, BigDecimal revenue) {
    static final Month EMPTY = new Month(0, 0, 0, 0, BigDecimal.ZERO.setScale(2));

    Month plus(Month o) {
      return new Month(
          customers + o.customers,
          came + o.came,
          churned + o.churned,
          deleted + o.deleted,
          revenue.add(o.revenue));
    }
  }

  record MonthKey(String tenant, String segment, YearMonth month) {}

  private final List<LandedEvent> events;

  CustomerOracle(List<LandedEvent> events) {
    this.events = events;
  }

  List<Version> versions() {
    List<Version> versions = new ArrayList<>();
    for (List<LandedEvent> log : logs().values()) {
      Instant reached = Instant.MIN;
      List<Instant> begins = new ArrayList<>();
      for (LandedEvent event : log) {
        reached = event.time().isAfter(reached) ? event.time() : reached;
        begins.add(reached);
      }
      for (int i = 0; i < log.size(); i++) {
        if (!log.get(i).isDelete()) {
          boolean last = i + 1 == log.size();
          versions.add(
              version(
                  log.get(i),
                  begins.get(i),
                  last ? null : begins.get(i + 1),
                  !last && log.get(i + 1).isDelete()));
        }
      }
    }
    return versions;
  }

  private Map<String, List<LandedEvent>> logs() {
    return events.stream()
        .filter(event -> event.resourceType().equals("customer"))
        .sorted(Comparator.comparingLong(LandedEvent::tx).thenComparingLong(LandedEvent::seq))
        .collect(
            Collectors.groupingBy(
                event -> event.tenant() + "/" + event.resourceId(),
                TreeMap::new,
                Collectors.toList()));
  }

  private static Version version(
      LandedEvent event, Instant from, @Nullable Instant to, boolean deleted) {
    JsonNode resource = event.resource();
    return new Version(
        event.tenant(),
        event.resourceId(),
        event.seq(),
        characteristic(resource, "segment"),
        money(characteristic(resource, "monthlyRecurringCharge")),
        "Closed".equals(resource.path("status").asText())
            || "true".equals(characteristic(resource, "churned")),
        instant(resource.at("/validFor/startDateTime").asText()),
        instant(resource.at("/validFor/endDateTime").asText()),
        from,
        to,
        deleted);
  }

  private static @Nullable String characteristic(JsonNode resource, String name) {
    for (JsonNode one : resource.path("characteristic")) {
      if (one.path("name").asText().equals(name)) {
        return one.path("value").asText();
      }
    }
    return null;
  }

  private static @Nullable BigDecimal money(@Nullable String text) {
    try {
      return text == null ? null : new BigDecimal(text).setScale(2, RoundingMode.HALF_UP);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private Map<String, List<Version>> byCustomer() {
    return versions().stream()
        .collect(
            Collectors.groupingBy(
                v -> v.tenant() + "/" + v.id(), TreeMap::new, Collectors.toList()));
  }

  static Life life(List<Version> versions) {
    Version last = versions.getLast();
    Instant started =
        Optional.ofNullable(last.start())
            .orElse(versions.stream().map(Version::from).min(Comparator.naturalOrder()).get());
    Instant churned = last.end();
    for (int i = versions.size() - 1; last.end() == null && i >= 0; i--) {
      if (!versions.get(i).churned()) {
        break;
      }
      churned = versions.get(i).from();
    }
    Instant deleted = last.deleted() ? last.to() : null;
    if (deleted != null && (churned == null || deleted.isBefore(churned))) {
      return new Life(started, later(started, deleted), "deleted");
    }
    return churned == null
        ? new Life(started, null, "none")
        : new Life(started, later(started, churned), "churned");
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Every month in which something of a segment is not zero. */
  Map<MonthKey, Month> months() {
    Map<MonthKey, Month> months = new HashMap<>();
    YearMonth last =
        events.stream().map(e -> month(e.time())).max(Comparator.naturalOrder()).orElseThrow();
    for (List<Version> versions : byCustomer().values()) {
      Life life = life(versions);
      YearMonth month = month(life.started());
      for (; !month.isAfter(last); month = month.plusMonths(1)) {
        Version known = knownAtEndOf(month, versions);
        var key = new MonthKey(known.tenant(), known.segmentName(), month);
        months.merge(key, inMonth(month, life, known), Month::plus);
      }
    }
    months.values().removeIf(Month.EMPTY::equals);
    return months;
  }

  private static Month inMonth(YearMonth month, Life life, Version known) {
    Instant next = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    boolean isOver = life.ended() != null && life.ended().isBefore(next);
    boolean endsNow = life.ended() != null && month(life.ended()).equals(month);
    BigDecimal charge = known.charge() == null ? BigDecimal.ZERO.setScale(2) : known.charge();
    return new Month(
        isOver ? 0 : 1,
        month(life.started()).equals(month) ? 1 : 0,
        endsNow && life.kind().equals("churned") ? 1 : 0,
        endsNow && life.kind().equals("deleted") ? 1 : 0,
        isOver ? BigDecimal.ZERO.setScale(2) : charge);
  }

  private static Version knownAtEndOf(YearMonth month, List<Version> versions) {
    Version known = versions.getFirst();
    for (Version version : versions) {
      if (!month(version.from()).isAfter(month)) {
        known = version;
      }
    }
    return known;
  }

  static YearMonth month(Instant instant) {
    return YearMonth.from(instant.atOffset(ZoneOffset.UTC));
  }
}

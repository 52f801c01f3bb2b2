package trunkline.warehouse;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the marts should say of subscriptions, worked out subscription by subscription and month by
 * month in plain Java: slow, and of another shape than the SQL on purpose.
 */
final class SubscriptionOracle {
  private static final Set<String> LIVE =
      Set.of("active", "suspended", "pendingTerminate", "terminated");
  private static final Set<String> OVER = Set.of("terminated", "cancelled", "aborted");

  private record Version(JsonNode product, Instant from, @Nullable Instant to, boolean deleted) {
    String status() {
      return product.path("status").asText();
    }
  }

  private record Life(Instant started, @Nullable Instant ended, boolean deleted) {
    boolean isActiveAtEndOf(YearMonth month) {
      return !monthOf(started).isAfter(month) && (ended == null || monthOf(ended).isAfter(month));
    }
  }

  private final Map<String, List<Version>> subscriptions = new TreeMap<>();
  private final YearMonth last;

  SubscriptionOracle(List<LandedEvent> events) {
    Map<String, List<LandedEvent>> logs = new TreeMap<>();
    events.forEach(e -> logs.computeIfAbsent(e.resourceId(), k -> new ArrayList<>()).add(e));
    logs.forEach((id, log) -> subscriptions.put(id, versions(log)));
    last = events.stream().map(e -> monthOf(e.time())).max(YearMonth::compareTo).orElseThrow();
  }

  private static List<Version> versions(List<LandedEvent> log) {
    List<Version> versions = new ArrayList<>();
    @Nullable Instant next = null;
    boolean nextDeletes = false;
    for (int i = log.size() - 1; i >= 0; i--) {
      Instant reached =
          log.subList(0, i + 1).stream()
              .map(LandedEvent::time)
              .max(Instant::compareTo)
              .orElseThrow();
      if (!log.get(i).isDelete()) {
        versions.addFirst(new Version(log.get(i).resource(), reached, next, nextDeletes));
      }
      next = reached;
      nextDeletes = log.get(i).isDelete();
    }
    return versions;
  }

  private static @Nullable Life life(List<Version> versions) {
    Instant begun =
        versions.stream()
            .filter(v -> LIVE.contains(v.status()))
            .map(Version::from)
            .min(Instant::compareTo)
            .orElse(null);
    if (begun == null) {
      return null;
    }
    Version known = versions.getLast();
    Instant said = time(known, "startDate");
    Instant started = said == null ? begun : said;
    Instant ended = known.deleted() ? known.to() : null;
    boolean isOver = OVER.contains(known.status());
    if (isOver) {
      Instant since = known.from();
      for (Version v : versions.reversed()) {
        if (!OVER.contains(v.status())) {
          break;
        }
        since = v.from();
      }
      Instant terminated = time(known, "terminationDate");
      ended = terminated == null ? since : terminated;
    }
    Instant clamped = ended != null && ended.isBefore(started) ? started : ended;
    return new Life(started, clamped, !isOver && known.deleted());
  }

  private static @Nullable Instant time(Version version, String attribute) {
    JsonNode text = version.product().path(attribute);
    return text.isTextual() ? Instant.parse(text.asText()) : null;
  }

  /** {@code month opening came churned removed closing}, from the first month on. */
  List<String> base() {
    List<Life> lives = new ArrayList<>();
    for (List<Version> versions : subscriptions.values()) {
      Life life = versions.isEmpty() ? null : life(versions);
      if (life != null && !versions.getLast().product().path("isBundle").asBoolean()) {
        lives.add(life);
      }
    }
    List<String> rows = new ArrayList<>();
    YearMonth first =
        lives.stream().map(l -> monthOf(l.started())).min(YearMonth::compareTo).orElse(null);
    for (YearMonth m = first; m != null && !m.isAfter(last); m = m.plusMonths(1)) {
      rows.add(baseRow(lives, m));
    }
    return rows;
  }

  private static String baseRow(List<Life> lives, YearMonth month) {
    YearMonth before = month.minusMonths(1);
    return "%s-01 %d %d %d %d %d"
        .formatted(
            month,
            lives.stream().filter(l -> l.isActiveAtEndOf(before)).count(),
            lives.stream().filter(l -> monthOf(l.started()).equals(month)).count(),
            lives.stream().filter(l -> !l.deleted() && endsIn(l, month)).count(),
            lives.stream().filter(l -> l.deleted() && endsIn(l, month)).count(),
            lives.stream().filter(l -> l.isActiveAtEndOf(month)).count());
  }

  private static boolean endsIn(Life life, YearMonth month) {
    return life.ended() != null && monthOf(life.ended()).equals(month);
  }

  /** What is charged in one currency at the end of one month. */
  private static final class Sum {
    private final Set<String> parties = new HashSet<>();
    private long subscriptions;
    private BigDecimal revenue = BigDecimal.ZERO.setScale(2);
  }

  /** {@code currency month subscriptions parties revenue}. */
  List<String> revenue() {
    Map<String, Sum> sums = new TreeMap<>();
    for (List<Version> versions : subscriptions.values()) {
      Life life = versions.isEmpty() ? null : life(versions);
      YearMonth m = life == null ? last.plusMonths(1) : monthOf(life.started());
      for (; life != null && !m.isAfter(last) && life.isActiveAtEndOf(m); m = m.plusMonths(1)) {
        charge(sums, m, knownAtEndOf(m, versions), owner(versions.getLast()));
      }
    }
    return sums.entrySet().stream()
        .map(
            e ->
                "%s %d %d %s"
                    .formatted(
                        e.getKey(),
                        e.getValue().subscriptions,
                        e.getValue().parties.size(),
                        e.getValue().revenue))
        .toList();
  }

  private static void charge(Map<String, Sum> sums, YearMonth month, Version known, String owner) {
    charges(known.product())
        .forEach(
            (currency, charge) -> {
              Sum sum = sums.computeIfAbsent(currency + " " + month + "-01", k -> new Sum());
              sum.parties.add(owner);
              sum.subscriptions++;
              sum.revenue = sum.revenue.add(charge);
            });
  }

  private static String owner(Version version) {
    for (JsonNode party : version.product().path("relatedParty")) {
      if (party.path("role").asText().equals("owner")) {
        return party.path("id").asText();
      }
    }
    throw new IllegalStateException("every subscription has an owner");
  }

  private static Map<String, BigDecimal> charges(JsonNode product) {
    Map<String, BigDecimal> charges = new TreeMap<>();
    for (JsonNode price : product.path("productPrice")) {
      if (price.path("priceType").asText().equals("recurring")) {
        JsonNode amount = price.path("price").elements().next();
        BigDecimal monthly = monthly(amount.path("value").decimalValue(), price);
        charges.merge(amount.path("unit").asText(), monthly, BigDecimal::add);
      }
    }
    return charges;
  }

  private static BigDecimal monthly(BigDecimal amount, JsonNode price) {
    BigDecimal factor =
        switch (price.path("recurringChargePeriod").asText()) {
          case "month" -> BigDecimal.valueOf(12);
          case "quarter" -> BigDecimal.valueOf(4);
          case "year" -> BigDecimal.ONE;
          case "week" -> BigDecimal.valueOf(52);
          default -> BigDecimal.ZERO;
        };
    return amount.multiply(factor).divide(BigDecimal.valueOf(12), 2, RoundingMode.HALF_UP);
  }

  private static Version knownAtEndOf(YearMonth month, Collection<Version> versions) {
    Version known = versions.iterator().next();
    for (Version version : versions) {
      if (!monthOf(version.from()).isAfter(month)) {
        known = version;
      }
    }
    return known;
  }

  private static YearMonth monthOf(Instant instant) {
    return YearMonth.from(instant.atOffset(ZoneOffset.UTC));
  }
}

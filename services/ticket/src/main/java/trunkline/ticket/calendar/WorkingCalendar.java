package trunkline.ticket.calendar;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When work is done: hours of each weekday in a time zone, but not on holidays.
 *
 * <p>What counts is time that really passes. When clocks are put forward within the hours, the hour
 * that is skipped is not worked; when they are put back, hours that span the change are an hour
 * longer, and hours that begin or end within the repeated hour do so when the clock first shows it.
 */
public record WorkingCalendar(
    ZoneId zone, Map<DayOfWeek, List<Hours>> week, Set<LocalDate> holidays) {
  /** Keeps a target within reach: a year of working time is then over in less than a lifetime. */
  private static final int LEAST_MINUTES_A_WEEK = 60;

  /** Open without a break from one instant to another. */
  private record Span(Instant from, Instant to) {}

  public WorkingCalendar {
    week =
        week.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> joined(e.getValue())));
    holidays = Set.copyOf(holidays);
    int minutes =
        week.values().stream().flatMap(List::stream).mapToInt(h -> h.to() - h.from()).sum();
    if (minutes < LEAST_MINUTES_A_WEEK) {
      throw new IllegalArgumentException("a calendar has at least one hour a week");
    }
  }

  /** In order, and one where two touch. */
  private static List<Hours> joined(List<Hours> hours) {
    var result = new ArrayList<Hours>();
    for (Hours next : hours.stream().sorted(Comparator.comparingInt(Hours::from)).toList()) {
      if (!result.isEmpty() && next.from() <= result.getLast().to()) {
        Hours last = result.removeLast();
        result.add(new Hours(last.from(), Math.max(last.to(), next.to())));
      } else {
        result.add(next);
      }
    }
    return List.copyOf(result);
  }

  /** The working time from one instant to another; none when the second is not after the first. */
  public Duration workingTimeBetween(Instant from, Instant to) {
    Duration sum = Duration.ZERO;
    LocalDate last = date(to);
    for (LocalDate day = date(from); !day.isAfter(last); day = day.plusDays(1)) {
      for (Span span : spans(day)) {
        Instant begin = span.from().isAfter(from) ? span.from() : from;
        Instant end = span.to().isBefore(to) ? span.to() : to;
        sum = begin.isBefore(end) ? sum.plus(Duration.between(begin, end)) : sum;
      }
    }
    return sum;
  }

  /** The first instant at which so much working time has passed since {@code from}. */
  public Instant addWorkingTime(Instant from, Duration worked) {
    Duration left = worked;
    Instant reached = from;
    for (LocalDate day = date(from); left.isPositive(); day = day.plusDays(1)) {
      for (Span span : spans(day)) {
        Instant begin = span.from().isAfter(from) ? span.from() : from;
        if (left.isPositive() && begin.isBefore(span.to())) {
          Duration open = Duration.between(begin, span.to());
          Duration taken = open.compareTo(left) < 0 ? open : left;
          reached = begin.plus(taken);
          left = left.minus(taken);
        }
      }
    }
    return reached;
  }

  private LocalDate date(Instant instant) {
    return instant.atZone(zone).toLocalDate();
  }

  private List<Span> spans(LocalDate day) {
    if (holidays.contains(day)) {
      return List.of();
    }
    return week.getOrDefault(day.getDayOfWeek(), List.of()).stream()
        .map(hours -> new Span(instant(day, hours.from()), instant(day, hours.to())))
        .toList();
  }

  /** A time that is skipped is the moment of the skip; of a repeated one, the first is meant. */
  private Instant instant(LocalDate day, int minute) {
    LocalDateTime local = day.atStartOfDay().plusMinutes(minute);
    ZoneOffsetTransition transition = zone.getRules().getTransition(local);
    return transition != null && transition.isGap()
        ? transition.getInstant()
        : local.atZone(zone).toInstant();
  }
}

package trunkline.ticket.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What holds of every calendar, in zones whose clocks change by an hour, by half of one, by a day.
 */
class WorkingCalendarProperties {
  private static final Instant BEGIN = Instant.parse("2011-10-01T00:00:00Z");

  @Provide
  Arbitrary<WorkingCalendar> calendars() {
    Arbitrary<ZoneId> zones =
        Arbitraries.of(
                "UTC",
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "America/Sao_Paulo",
                "Asia/Kolkata")
            .map(ZoneId::of);
    Arbitrary<Hours> hours =
        Combinators.combine(
                Arbitraries.integers().between(0, 1379), Arbitraries.integers().between(60, 1440))
            .as((from, length) -> new Hours(from, Math.min(1440, from + length)));
    Arbitrary<Map<DayOfWeek, List<Hours>>> weeks =
        Arbitraries.maps(Arbitraries.of(DayOfWeek.class), hours.list().ofMinSize(1).ofMaxSize(3))
            .ofMinSize(1);
    Arbitrary<Set<LocalDate>> holidays =
        Arbitraries.integers()
            .between(0, 800)
            .map(LocalDate.of(2011, 10, 1)::plusDays)
            .set()
            .ofMaxSize(30);
    return Combinators.combine(zones, weeks, holidays).as(WorkingCalendar::new);
  }

  /** Two years in which all of these clocks change, and Apia leaves out a day. */
  @Provide
  Arbitrary<Instant> instants() {
    return Arbitraries.longs().between(0, 730L * 86_400).map(BEGIN::plusSeconds);
  }

  @Provide
  Arbitrary<Duration> durations() {
    return Arbitraries.longs().between(0, 200L * 3600).map(Duration::ofSeconds);
  }

  @Property(tries = 1000)
  void whatWasAdded_isBetween(
      @ForAll("calendars") WorkingCalendar calendar,
      @ForAll("instants") Instant from,
      @ForAll("durations") Duration worked) {
    Instant to = calendar.addWorkingTime(from, worked);
    assertFalse(to.isBefore(from));
    assertEquals(worked, calendar.workingTimeBetween(from, to));
    if (worked.isPositive()) { // and no sooner instant would do
      Duration before = calendar.workingTimeBetween(from, to.minusMillis(1));
      assertEquals(worked.minusMillis(1), before);
    }
  }

  @Property(tries = 1000)
  void partsOfAStretch_addUp(
      @ForAll("calendars") WorkingCalendar calendar,
      @ForAll("instants") Instant a,
      @ForAll("instants") Instant b,
      @ForAll("instants") Instant c) {
    Instant[] order = {a, b, c};
    Arrays.sort(order);
    Duration whole = calendar.workingTimeBetween(order[0], order[2]);
    Duration first = calendar.workingTimeBetween(order[0], order[1]);
    Duration second = calendar.workingTimeBetween(order[1], order[2]);
    assertEquals(whole, first.plus(second));
    assertTrue(whole.compareTo(Duration.between(order[0], order[2])) <= 0);
    assertEquals(Duration.ZERO, calendar.workingTimeBetween(order[2], order[0]));
  }

  @Property(tries = 1000)
  void laterBeginningOrMoreWork_endsNoSooner(
      @ForAll("calendars") WorkingCalendar calendar,
      @ForAll("instants") Instant from,
      @ForAll("durations") Duration later,
      @ForAll("durations") Duration worked,
      @ForAll("durations") Duration more) {
    Instant end = calendar.addWorkingTime(from, worked);
    assertFalse(calendar.addWorkingTime(from.plus(later), worked).isBefore(end));
    assertFalse(calendar.addWorkingTime(from, worked.plus(more)).isBefore(end));
    assertEquals(
        calendar.addWorkingTime(from, worked.plus(more)), calendar.addWorkingTime(end, more));
  }

  @Property(tries = 300)
  void aroundTheClock_isTimeItself(
      @ForAll("instants") Instant from, @ForAll("durations") Duration worked) {
    List<Hours> day = List.of(Hours.of("00:00-12:00"), Hours.of("12:00-24:00"));
    Map<DayOfWeek, List<Hours>> week =
        Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(Function.identity(), d -> day));
    for (String zone : new String[] {"Europe/Berlin", "Pacific/Apia", "Australia/Lord_Howe"}) {
      var calendar = new WorkingCalendar(ZoneId.of(zone), week, Set.of());
      assertEquals(from.plus(worked), calendar.addWorkingTime(from, worked), zone);
    }
  }

  /** Minute by minute, by the clock on the wall; hours that lie away from any change. */
  @Property(tries = 100)
  void countedByTheWallClock_isTheSame(
      @ForAll("instants") Instant begin, @ForAll("durations") Duration length) {
    Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
    week.put(DayOfWeek.MONDAY, List.of(Hours.of("08:00-12:00"), Hours.of("13:00-17:30")));
    week.put(DayOfWeek.SUNDAY, List.of(Hours.of("10:15-22:00")));
    ZoneId zone = ZoneId.of("Europe/Berlin");
    var holiday = LocalDate.of(2011, 12, 25);
    var calendar = new WorkingCalendar(zone, week, Set.of(holiday));
    Instant from = begin.truncatedTo(ChronoUnit.MINUTES);
    Instant to = from.plus(length).truncatedTo(ChronoUnit.MINUTES);
    long minutes = 0;
    for (Instant at = from; at.isBefore(to); at = at.plusSeconds(60)) {
      var wall = at.atZone(zone);
      int minute = wall.getHour() * 60 + wall.getMinute();
      boolean open =
          week.getOrDefault(wall.getDayOfWeek(), List.of()).stream()
              .anyMatch(h -> h.from() <= minute && minute < h.to());
      minutes += open && !wall.toLocalDate().equals(holiday) ? 1 : 0;
    }
    assertEquals(Duration.ofMinutes(minutes), calendar.workingTimeBetween(from, to));
  }
}

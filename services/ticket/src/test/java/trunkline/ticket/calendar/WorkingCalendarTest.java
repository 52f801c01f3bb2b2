package trunkline.ticket.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The days on which clocks change, by example. */
class WorkingCalendarTest {
  private static final LocalDate SPRING = LocalDate.of(2026, 3, 29);
  private static final LocalDate AUTUMN = LocalDate.of(2026, 10, 25);

  /** Working time in Berlin on one Sunday. */
  private static Duration worked(LocalDate day, String... hours) {
    List<Hours> open = List.of(hours).stream().map(Hours::of).toList();
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    var calendar = new WorkingCalendar(berlin, Map.of(DayOfWeek.SUNDAY, open), Set.of());
    Instant begin = day.atStartOfDay(berlin).toInstant();
    return calendar.workingTimeBetween(begin, day.plusDays(1).atStartOfDay(berlin).toInstant());
  }

  @Test
  void clocksPutForward_skipAnHourThatIsNotWorked() {
    assertEquals(Duration.ofHours(3), worked(SPRING, "00:00-04:00"));
    assertEquals(Duration.ofHours(1), worked(SPRING, "01:00-02:30"));
    assertEquals(Duration.ofHours(1), worked(SPRING, "02:30-04:00"));
    assertEquals(Duration.ZERO, worked(SPRING, "02:00-03:00"));
    assertEquals(Duration.ofHours(23), worked(SPRING, "00:00-24:00"));
  }

  @Test
  void clocksPutBack_workTheHourTwice() {
    assertEquals(Duration.ofHours(5), worked(AUTUMN, "00:00-04:00"));
    assertEquals(Duration.ofMinutes(90), worked(AUTUMN, "01:00-02:30"));
    assertEquals(Duration.ofMinutes(150), worked(AUTUMN, "02:30-04:00"));
    assertEquals(Duration.ofHours(25), worked(AUTUMN, "00:00-24:00"));
  }

  @Test
  void hoursThatTouchOrOverlap_areOne() {
    assertEquals(Duration.ofHours(5), worked(AUTUMN, "02:30-04:00", "00:00-02:30"));
    assertEquals(
        Duration.ofHours(4), worked(LocalDate.of(2026, 6, 7), "08:00-11:00", "09:00-12:00"));
  }

  @Test
  void hoursAndCalendarsWithoutSense_areRefused() {
    for (String text : new String[] {"8-18", "18:00-08:00", "08:00-08:00", "00:00-24:01", ""}) {
      assertThrows(IllegalArgumentException.class, () -> Hours.of(text), text);
    }
    assertThrows(IllegalArgumentException.class, () -> worked(SPRING, "08:00-08:59"));
    assertThrows(IllegalArgumentException.class, () -> worked(SPRING));
  }
}

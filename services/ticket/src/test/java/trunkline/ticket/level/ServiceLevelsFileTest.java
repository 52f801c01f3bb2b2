package trunkline.ticket.level;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.platform.config.InvalidConfiguration;

/** What an operator may write, and what is refused with the place named. */
class ServiceLevelsFileTest {
  private static final String GOOD =
      """
      calendars:
        night: {zone: Europe/Madrid, hours: {friday: [22:00-24:00], saturday: [00:00-06:00]}, holidays: [2026-12-25]}
      targets:
        P1: {calendar: night, response: PT10M, resolution: PT4H, priority: Critical}
      other: {calendar: night, response: PT1H, resolution: PT40H}
      escalateAtPercent: [100, 50]
      """;

  @TempDir private Path folder = Path.of("");

  private ServiceLevels read(String text) throws IOException {
    return ServiceLevelsFile.read(Files.writeString(folder.resolve("levels.yaml"), text));
  }

  @Test
  void operatorsFile_isRead() throws IOException {
    ServiceLevels levels = read(GOOD);
    assertEquals(Duration.ofMinutes(10), levels.of(" p1 ").response());
    assertEquals("Critical", levels.of("P1").priority());
    assertEquals(Duration.ofHours(40), levels.of("unheard of").resolution());
    assertEquals("Medium", levels.of("unheard of").priority());
    assertEquals(List.of(50, 100), levels.escalateAtPercent());
  }

  @Test
  void builtInFile_isRead() {
    ServiceLevels levels = ServiceLevelsFile.read(Path.of(""));
    assertEquals(Duration.ofHours(4), levels.of("critical").resolution());
    assertEquals("office", levels.of("whatever").calendarName());
  }

  @Test
  void mistake_isRefusedWithItsPlace() {
    Map<String, String> mistakes =
        Map.of(
            "Europe/Madrid|Europe/Atlantis", "calendars.night",
            "friday|freitag", "calendars.night",
            "22:00-24:00|22-24", "calendars.night",
            "2026-12-25|2026-12-32", "calendars.night",
            "zone:|timezone:", "calendars.night",
            "PT10M|10 minutes", "targets.P1",
            "PT4H|PT5M", "targets.P1",
            "calendar: night, response: PT1H|calendar: day, response: PT1H", "other.calendar",
            "other:|others:", "others",
            "[100, 50]|[half]", "escalateAtPercent");
    mistakes.forEach(
        (change, place) -> {
          String[] part = change.split("\\|");
          String text = GOOD.replace(part[0], part[1]);
          var refused = assertThrows(InvalidConfiguration.class, () -> read(text), change);
          assertTrue(String.valueOf(refused.getMessage()).contains(place), refused.toString());
        });
    Path none = folder.resolve("none.yaml");
    assertThrows(InvalidConfiguration.class, () -> ServiceLevelsFile.read(none));
    assertThrows(InvalidConfiguration.class, () -> read("{"));
    assertThrows(InvalidConfiguration.class, () -> read(""));
    assertThrows(InvalidConfiguration.class, () -> read(GOOD + "other: {}\n"));
  }
}

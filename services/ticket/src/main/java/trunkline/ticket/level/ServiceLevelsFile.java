package trunkline.ticket.level;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import trunkline.platform.config.InvalidConfiguration;
import trunkline.ticket.calendar.Hours;
import trunkline.ticket.calendar.WorkingCalendar;

/**
 * Reads service levels from YAML; {@code service-levels.yaml} beside this class shows the form and
 * is what holds unless an operator gives a file. A file that is not right in every part is refused
 * as a whole, with the place named.
 */
public final class ServiceLevelsFile {
  private static final String BUILT_IN = "service-levels.yaml";
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

  private final String name;
  private final Map<String, WorkingCalendar> calendars = new HashMap<>();

  private ServiceLevelsFile(String name) {
    this.name = name;
  }

  /** The built-in ones when the path is empty. */
  public static ServiceLevels read(Path file) {
    boolean builtIn = file.toString().isEmpty();
    String name = builtIn ? BUILT_IN : file.toString();
    try (InputStream in =
        builtIn
            ? Objects.requireNonNull(ServiceLevelsFile.class.getResourceAsStream(BUILT_IN))
            : Files.newInputStream(file)) {
      return new ServiceLevelsFile(name).levels(YAML.readTree(in));
    } catch (IOException e) {
      throw new InvalidConfiguration(
          "service levels " + name + " can't be read: " + e.getMessage());
    }
  }

  private ServiceLevels levels(JsonNode file) {
    known(file, "", Set.of("calendars", "targets", "other", "escalateAtPercent"));
    object(file, "calendars")
        .properties()
        .forEach(c -> calendars.put(c.getKey(), calendar(c.getValue(), "calendars." + c.getKey())));
    var bySeverity = new HashMap<String, ServiceLevel>();
    object(file, "targets")
        .properties()
        .forEach(t -> bySeverity.put(t.getKey(), level(t.getValue(), "targets." + t.getKey())));
    return checked(
        "targets",
        () -> new ServiceLevels(bySeverity, level(file.path("other"), "other"), percents(file)));
  }

  private List<Integer> percents(JsonNode file) {
    var percents = new ArrayList<Integer>();
    for (JsonNode percent : file.path("escalateAtPercent")) {
      if (!percent.isInt() || percent.asInt() < 1 || percent.asInt() > 1000) {
        throw invalid("escalateAtPercent", "holds whole numbers from 1 to 1000");
      }
      percents.add(percent.asInt());
    }
    return percents;
  }

  private WorkingCalendar calendar(JsonNode row, String path) {
    known(row, path, Set.of("zone", "hours", "holidays"));
    Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
    return checked(
        path,
        () -> {
          row.path("hours")
              .properties()
              .forEach(day -> week.put(day(day.getKey()), hours(day.getValue())));
          var holidays = new HashSet<LocalDate>();
          row.path("holidays").forEach(date -> holidays.add(LocalDate.parse(date.asText())));
          return new WorkingCalendar(ZoneId.of(row.path("zone").asText()), week, holidays);
        });
  }

  private static DayOfWeek day(String text) {
    return DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static List<Hours> hours(JsonNode row) {
    return row.valueStream().map(text -> Hours.of(text.asText())).toList();
  }

  private ServiceLevel level(JsonNode row, String path) {
    known(row, path, Set.of("calendar", "response", "resolution", "priority"));
    String calendar = row.path("calendar").asText();
    WorkingCalendar working = calendars.get(calendar);
    if (working == null) {
      throw invalid(path + ".calendar", "must be one of " + calendars.keySet());
    }
    return checked(
        path,
        () ->
            new ServiceLevel(
                calendar,
                working,
                Duration.parse(row.path("response").asText()),
                Duration.parse(row.path("resolution").asText()),
                row.path("priority").asText("Medium")));
  }

  private JsonNode object(JsonNode file, String key) {
    if (!file.path(key).isObject()) {
      throw invalid(key, "is missing");
    }
    return file.path(key);
  }

  private void known(JsonNode row, String path, Set<String> keys) {
    var unknown = new HashSet<String>();
    row.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(keys);
    if (!row.isObject() || !unknown.isEmpty()) {
      throw invalid(path, "holds " + keys + ", not " + unknown);
    }
  }

  private <T> T checked(String path, java.util.function.Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException | DateTimeException e) {
      throw invalid(path, String.valueOf(e.getMessage()));
    }
  }

  private InvalidConfiguration invalid(String path, String detail) {
    return new InvalidConfiguration("service levels " + name + ", " + path + ": " + detail);
  }
}

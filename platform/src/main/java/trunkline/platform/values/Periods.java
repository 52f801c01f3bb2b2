package trunkline.platform.values;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trunkline.platform.refusal.KernelRefusals;

/**
 * Reads, checks and writes times and periods. The schema has checked their form; here it is whether
 * such a day exists and whether the order is right.
 */
public final class Periods {
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  /** At the end of a time; ISO 8601 lets its colon be left out. */
  private static final Pattern OFFSET = Pattern.compile("([+-]\\d{2}):?(\\d{2})$");

  private static final int DAY_LENGTH = "2026-01-31".length();

  private Periods() {}

  /** Refuses a period whose end lies before its start; {@code path} names it. */
  public static void check(JsonNode period, String path) {
    Optional<Instant> start = instant(period.path("startDateTime"), path + ".startDateTime");
    Optional<Instant> end = instant(period.path("endDateTime"), path + ".endDateTime");
    if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
      throw KernelRefusals.periodReversed(path).asException();
    }
  }

  /**
   * Refuses two dates of a resource in the wrong order. A date without a time is the whole day, so
   * it is compared as a day.
   */
  public static void checkOrder(JsonNode resource, String earlier, String later) {
    Optional<Instant> first = instant(resource.path(earlier), earlier);
    Optional<Instant> second = instant(resource.path(later), later);
    if (first.isEmpty() || second.isEmpty()) {
      return;
    }
    boolean days = isDay(resource.path(earlier)) || isDay(resource.path(later));
    ChronoUnit unit = days ? ChronoUnit.DAYS : ChronoUnit.NANOS;
    if (first.get().truncatedTo(unit).isAfter(second.get().truncatedTo(unit))) {
      throw KernelRefusals.datesReversed(earlier, later).asException();
    }
  }

  private static boolean isDay(JsonNode date) {
    return date.asText().length() == DAY_LENGTH;
  }

  /** A time as it was written; without a zone it is UTC, a date is its midnight. */
  public static Optional<Instant> instant(JsonNode value, String path) {
    if (!value.isTextual()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(value.asText()));
    } catch (DateTimeParseException e) {
      throw KernelRefusals.invalidAttribute(path, "is not a date that exists").asException();
    }
  }

  /**
   * A time in UTC to the millisecond, always of the same length: such texts sort as the times do.
   */
  public static String text(Instant time) {
    return TEXT.format(time);
  }

  private static Instant parse(String text) {
    if (text.length() == DAY_LENGTH) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    if (text.endsWith("Z")) {
      return OffsetDateTime.parse(text).toInstant();
    }
    Matcher offset = OFFSET.matcher(text);
    return offset.find()
        ? OffsetDateTime.parse(offset.replaceFirst("$1:$2")).toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }
}

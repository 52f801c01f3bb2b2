package trunkline.bridge.transform;

import java.text.ParsePosition;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Steps on calendar dates and moments. Strict: the 30th of February is refused, not moved. */
public final class Dates {
  private static final Locale ENGLISH = Locale.ENGLISH;

  private Dates() {}

  /** Bounds beyond which a date is surely a mistake; both ends are allowed values. */
  public record Bounds(Optional<LocalDate> notBefore, Optional<LocalDate> notAfter) {
    boolean allow(LocalDate date) {
      return notBefore.stream().noneMatch(date::isBefore)
          && notAfter.stream().noneMatch(date::isAfter);
    }
  }

  /** Text in the first of the patterns that fits, to a date. */
  public static Step date(List<String> patterns, Bounds bounds) {
    List<DateTimeFormatter> formats = patterns.stream().map(Dates::strict).toList();
    return (value, _) ->
        parse(value, formats)
            .map(t -> t.query(TemporalQueries.localDate()))
            .map(date -> within(date, bounds))
            .orElseGet(() -> notADate(patterns));
  }

  /**
   * Text in the first pattern that fits, to a moment; a date alone is its start of day in the zone.
   */
  public static Step instant(List<String> patterns, ZoneId zone) {
    List<DateTimeFormatter> formats = patterns.stream().map(Dates::strict).toList();
    return (value, _) -> {
      if (value instanceof LocalDate date) {
        return Cell.of(date.atStartOfDay(zone).toInstant());
      }
      return parse(value, formats)
          .map(t -> Cell.of(moment(t, zone)))
          .orElseGet(() -> notADate(patterns));
    };
  }

  /** A date so many months earlier; the number stands in another field. */
  public static Step minusMonths(String field) {
    return (value, row) ->
        switch (row.field(field)) {
          case Cell.Held(Long months) when value instanceof LocalDate date ->
              Cell.of(date.minusMonths(months));
          case Cell.Blank blank -> blank;
          default ->
              new Cell.Refused(
                  "cannot be counted back in months", "the field " + field + " is not usable");
        };
  }

  /** A formatter that refuses impossible days. The mapping writes {@code yyyy} as people do. */
  static DateTimeFormatter strict(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern.replace("yyyy", "uuuu"))
        .toFormatter(ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }

  private static Optional<TemporalAccessor> parse(Object value, List<DateTimeFormatter> formats) {
    String text = Texts.trim(value.toString());
    return formats.stream().flatMap(format -> parse(text, format).stream()).findFirst();
  }

  private static Optional<TemporalAccessor> parse(String text, DateTimeFormatter format) {
    // Most rows that fail one pattern fit the next: asking first is cheaper than an exception.
    ParsePosition end = new ParsePosition(0);
    if (format.parseUnresolved(text, end) == null || end.getIndex() < text.length()) {
      return Optional.empty();
    }
    try {
      return Optional.of(format.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Instant moment(TemporalAccessor parsed, ZoneId zone) {
    if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
      return Instant.from(parsed);
    }
    LocalDate date = LocalDate.from(parsed);
    return parsed.query(TemporalQueries.localTime()) == null
        ? date.atStartOfDay(zone).toInstant()
        : LocalDateTime.from(parsed).atZone(zone).toInstant();
  }

  private static Cell within(LocalDate date, Bounds bounds) {
    return bounds.allow(date)
        ? Cell.of(date)
        : new Cell.Refused("is a date that cannot be", "check the year");
  }

  private static Cell notADate(List<String> patterns) {
    return new Cell.Refused(
        "is not a date of the calendar", "write it as one of " + String.join(", ", patterns));
  }
}

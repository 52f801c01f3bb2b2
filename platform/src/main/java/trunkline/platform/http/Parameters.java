package trunkline.platform.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refused;

/**
 * The parameters of a query string with fixed names, each given once at most. A name that is not
 * known is refused: a typing mistake must not widen a question.
 */
public final class Parameters {
  private static final int LONGEST_VALUE = 400;

  private final Map<String, String> given;

  private Parameters(Map<String, String> given) {
    this.given = given;
  }

  /** {@code raw} is what stands behind the question mark. */
  public static Parameters of(String raw, String... known) {
    var given = new HashMap<String, String>();
    for (String piece : raw.split("&")) {
      if (!piece.isEmpty()) {
        String[] parts = piece.split("=", 2);
        if (given.put(decode(parts[0]), parts.length == 2 ? decode(parts[1]) : "") != null) {
          throw refused("string", "may name each parameter once");
        }
      }
    }
    if (!List.of(known).containsAll(given.keySet())) {
      throw refused("string", "may hold " + String.join(", ", known));
    }
    return new Parameters(given);
  }

  private static String decode(String raw) {
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw refused("string", "is not percent-encoded correctly");
    }
  }

  /** A text of 1 to 400 characters. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name)).map(value -> checked(name, value));
  }

  /** The same where it must be given. */
  public String required(String name) {
    return checked(name, given.getOrDefault(name, ""));
  }

  private static String checked(String name, String value) {
    if (value.isBlank() || value.length() > LONGEST_VALUE || value.indexOf('\0') >= 0) {
      throw refused(name, "must be 1 to " + LONGEST_VALUE + " characters");
    }
    return value;
  }

  /**
   * A date and time with its zone. A plus sign of an offset from UTC reads as a blank unless it was
   * encoded.
   */
  public Optional<OffsetDateTime> time(String name) {
    return Optional.ofNullable(given.get(name)).map(value -> time(name, value));
  }

  private static OffsetDateTime time(String name, String value) {
    try {
      OffsetDateTime time = OffsetDateTime.parse(value.replace(' ', '+'));
      if (time.getYear() >= 0 && time.getYear() <= 9999) {
        return time;
      }
    } catch (DateTimeException e) {
      throw notATime(name);
    }
    throw notATime(name);
  }

  private static Refused notATime(String name) {
    return refused(name, "must be a date and time such as 2026-01-31T10:00:00Z");
  }

  /** A whole number from 0 to {@code most}. */
  public Optional<Integer> number(String name, int most) {
    return Optional.ofNullable(given.get(name)).map(value -> number(name, value, most));
  }

  private static int number(String name, String value, int most) {
    if (value.matches("\\d{1,10}") && Long.parseLong(value) <= most) {
      return Integer.parseInt(value);
    }
    throw refused(name, "must be a whole number from 0 to " + most);
  }

  private static Refused refused(String parameter, String detail) {
    return KernelRefusals.invalidQuery(parameter, detail).asException();
  }
}

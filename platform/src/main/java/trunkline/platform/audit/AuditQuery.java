package trunkline.platform.audit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refused;

/**
 * What an auditor asks: reads of one resource, by one subject, {@code from} inclusive {@code to}
 * exclusive, each of them optional.
 *
 * @param conditions each a piece of SQL with one parameter, and its value
 */
record AuditQuery(List<Condition> conditions, int limit, int offset) {
  static final int LARGEST_PAGE = 1000;
  private static final int DEEPEST_OFFSET = 1_000_000;
  private static final int LONGEST_VALUE = 400;

  record Condition(String sql, Object value) {}

  AuditQuery {
    conditions = List.copyOf(conditions);
  }

  /** {@code raw} is what stands behind the question mark; refuses what it doesn't know. */
  static AuditQuery parse(String raw) {
    Map<String, String> given = parameters(raw);
    var conditions = new ArrayList<Condition>();
    int limit = LARGEST_PAGE;
    int offset = 0;
    for (var parameter : given.entrySet()) {
      String value = parameter.getValue();
      switch (parameter.getKey()) {
        case "resourceId" -> conditions.add(new Condition("resource_id = ?", text(parameter)));
        case "subject" -> conditions.add(new Condition("subject = ?", text(parameter)));
        case "from" -> conditions.add(new Condition("at >= ?", instant("from", value)));
        case "to" -> conditions.add(new Condition("at < ?", instant("to", value)));
        case "limit" -> limit = Math.min(number("limit", value, Integer.MAX_VALUE), LARGEST_PAGE);
        case "offset" -> offset = number("offset", value, DEEPEST_OFFSET);
        default ->
            throw refused("string", "may hold resourceId, subject, from, to, limit and offset");
      }
    }
    return new AuditQuery(conditions, limit, offset);
  }

  private static Map<String, String> parameters(String raw) {
    var given = new HashMap<String, String>();
    for (String piece : raw.split("&")) {
      if (!piece.isEmpty()) {
        String[] parts = piece.split("=", 2);
        String value = parts.length == 2 ? decode(parts[1]) : "";
        if (given.put(decode(parts[0]), value) != null) {
          throw refused("string", "may name each parameter once");
        }
      }
    }
    return given;
  }

  private static String decode(String raw) {
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw refused("string", "is not percent-encoded correctly");
    }
  }

  private static String text(Map.Entry<String, String> parameter) {
    String value = parameter.getValue();
    if (value.isEmpty() || value.length() > LONGEST_VALUE || value.indexOf('\0') >= 0) {
      throw refused(parameter.getKey(), "must be 1 to " + LONGEST_VALUE + " characters");
    }
    return value;
  }

  /** A plus sign of an offset from UTC reads as a blank unless it was encoded. */
  private static OffsetDateTime instant(String name, String value) {
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

  private static int number(String name, String value, int most) {
    try {
      int number = Integer.parseInt(value);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notANumber(name, most);
    }
    throw notANumber(name, most);
  }

  private static Refused notANumber(String name, int most) {
    return refused(name, "must be a whole number from 0 to " + most);
  }

  private static Refused refused(String parameter, String detail) {
    return KernelRefusals.invalidQuery(parameter, detail).asException();
  }
}

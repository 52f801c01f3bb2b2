package trunkline.ticket.calendar;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Open from one time of the day to another, by the clock on the wall.
 *
 * @param from minutes since midnight, inclusive
 * @param to minutes since midnight, exclusive; 1440 is the day's end
 */
public record Hours(int from, int to) {
  static final int DAY = 24 * 60;
  private static final Pattern TEXT =
      Pattern.compile("([01]\\d|2[0-4]):([0-5]\\d)-([01]\\d|2[0-4]):([0-5]\\d)");

  public Hours {
    if (from < 0 || from >= to || to > DAY) {
      throw new IllegalArgumentException("hours end after they begin, at 24:00 at the latest");
    }
  }

  /** {@code 08:00-18:00}. */
  public static Hours of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("hours are written 08:00-18:00, not " + text);
    }
    return new Hours(
        minutes(matcher.group(1), matcher.group(2)), minutes(matcher.group(3), matcher.group(4)));
  }

  private static int minutes(String hours, String minutes) {
    return Integer.parseInt(hours) * 60 + Integer.parseInt(minutes);
  }
}

package trunkline.ticket.level;

import java.time.Duration;
import trunkline.ticket.calendar.WorkingCalendar;

/**
 * What is promised for tickets of one severity.
 *
 * @param calendarName as the service levels name it
 * @param response working time until somebody takes the ticket up
 * @param resolution working time until it is resolved, at least {@code response}
 * @param priority what a ticket gets that comes without one
 */
public record ServiceLevel(
    String calendarName,
    WorkingCalendar calendar,
    Duration response,
    Duration resolution,
    String priority) {
  private static final Duration LONGEST = Duration.ofDays(365);

  public ServiceLevel {
    if (!response.isPositive() || resolution.compareTo(response) < 0) {
      throw new IllegalArgumentException("response is positive, and resolution not shorter");
    }
    if (resolution.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("resolution is at most " + LONGEST);
    }
  }
}

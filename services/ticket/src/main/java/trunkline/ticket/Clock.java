package trunkline.ticket;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trunkline.ticket.StatusHistory.Run;
import trunkline.ticket.calendar.WorkingCalendar;

/**
 * Working time that runs against a target, with stops.
 *
 * @param runs in order; the last one has no end while the clock runs
 */
record Clock(String name, WorkingCalendar calendar, Duration target, List<Run> runs) {
  Clock {
    runs = List.copyOf(runs);
  }

  boolean isRunning() {
    return !runs.isEmpty() && runs.getLast().to().isEmpty();
  }

  Duration elapsed(Instant now) {
    return runs.stream()
        .map(run -> calendar.workingTimeBetween(run.from(), run.to().orElse(now)))
        .reduce(Duration.ZERO, Duration::plus);
  }

  boolean isUsedUp(Instant now) {
    return elapsed(now).compareTo(target) >= 0;
  }

  /** When so much of the target was or will be used up; never while the clock stands before it. */
  Optional<Instant> reaches(int percent) {
    Duration left = target.multipliedBy(percent).dividedBy(100);
    for (Run run : runs) {
      Instant end = calendar.addWorkingTime(run.from(), left);
      if (run.to().isEmpty() || !end.isAfter(run.to().get())) {
        return Optional.of(end);
      }
      left = left.minus(calendar.workingTimeBetween(run.from(), run.to().get()));
    }
    return Optional.empty();
  }
}

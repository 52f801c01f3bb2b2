package trunkline.ticket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trunkline.platform.values.Periods;

/**
 * Which status a ticket had since when. The clocks are read from it and from nothing else, so they
 * can always be computed anew.
 */
record StatusHistory(List<Step> steps) {
  record Step(String status, Instant since) {}

  /** A stretch of time; without an end while it lasts. */
  record Run(Instant from, Optional<Instant> to) {}

  StatusHistory {
    steps = List.copyOf(steps);
  }

  /** As the ticket's {@code statusChange} tells it. */
  static StatusHistory of(ObjectNode ticket) {
    var steps = new ArrayList<Step>();
    ticket
        .path("statusChange")
        .forEach(
            change ->
                steps.add(
                    new Step(
                        change.path("status").asText(),
                        Periods.instant(change.path("changeDate"), "statusChange.changeDate")
                            .orElseThrow())));
    return new StatusHistory(steps);
  }

  String status() {
    return steps.getLast().status();
  }

  /** When the ticket first left {@code status}, if it did; its beginning when it never had it. */
  Optional<Instant> firstOtherThan(String status) {
    return steps.stream().filter(s -> !s.status().equals(status)).findFirst().map(Step::since);
  }

  /** The stretches during which the status was one of these. */
  List<Run> spentIn(Set<String> statuses) {
    var runs = new ArrayList<Run>();
    for (int i = 0; i < steps.size(); i++) {
      if (statuses.contains(steps.get(i).status())) {
        Optional<Instant> end =
            i + 1 < steps.size() ? Optional.of(steps.get(i + 1).since()) : Optional.empty();
        runs.add(new Run(steps.get(i).since(), end));
      }
    }
    return runs;
  }
}

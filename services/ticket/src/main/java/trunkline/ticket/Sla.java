package trunkline.ticket;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import trunkline.platform.json.Json;
import trunkline.platform.values.Periods;
import trunkline.ticket.level.ServiceLevel;

/**
 * A ticket's two clocks. The one to the response runs until the ticket is first taken up; the one
 * to the resolution runs while work can go on, stands while it is pending, held or resolved, and
 * ends with the ticket.
 */
record Sla(ServiceLevel level, StatusHistory history, Clock response, Clock resolution) {
  static final String RESPONSE = "response";
  static final String RESOLUTION = "resolution";

  private static final Set<String> WORKING = Set.of("acknowledged", "inProgress");
  private static final Set<String> STANDING = Set.of("pending", "held", "resolved");

  static Sla of(StatusHistory history, ServiceLevel level) {
    Optional<Instant> answered = history.firstOtherThan("acknowledged");
    List<StatusHistory.Run> waiting =
        List.of(new StatusHistory.Run(history.steps().getFirst().since(), answered));
    return new Sla(
        level,
        history,
        new Clock(RESPONSE, level.calendar(), level.response(), waiting),
        new Clock(RESOLUTION, level.calendar(), level.resolution(), history.spentIn(WORKING)));
  }

  List<Clock> clocks() {
    return List.of(response, resolution);
  }

  /**
   * The attribute {@code sla} as of {@code now}; {@code escalation} is what was escalated so far.
   */
  ObjectNode json(Instant now, ArrayNode escalation, Optional<Instant> escalateAt) {
    ObjectNode sla = Json.mapper().createObjectNode();
    sla.put("calendar", level.calendarName());
    sla.put("clock", state());
    sla.put("asOf", Periods.text(now));
    sla.put("responseTarget", response.target().toString());
    sla.put("respondBy", Periods.text(respondBy()));
    response.runs().getFirst().to().ifPresent(at -> sla.put("respondedAt", Periods.text(at)));
    sla.put("responseElapsed", seconds(response.elapsed(now)));
    sla.put("resolutionTarget", resolution.target().toString());
    resolution.reaches(100).ifPresent(at -> sla.put("resolveBy", Periods.text(at)));
    sla.put("resolutionElapsed", seconds(resolution.elapsed(now)));
    sla.put("breached", clocks().stream().anyMatch(clock -> clock.isUsedUp(now)));
    sla.put("escalationLevel", escalation.size());
    sla.set("escalation", escalation);
    escalateAt.ifPresent(at -> sla.put("escalateAt", Periods.text(at)));
    return sla;
  }

  /** This clock never stands, so its end is known from the first. */
  private Instant respondBy() {
    Instant begin = response.runs().getFirst().from();
    return level.calendar().addWorkingTime(begin, response.target());
  }

  private String state() {
    if (resolution.isRunning()) {
      return "running";
    }
    return STANDING.contains(history.status()) ? "stopped" : "ended";
  }

  private static String seconds(Duration duration) {
    return duration.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** What the running clocks have to tell at each of the percents. */
  Stream<Escalation> escalations(List<Integer> percents) {
    return clocks().stream()
        .filter(Clock::isRunning)
        .flatMap(
            clock ->
                percents.stream()
                    .flatMap(
                        p ->
                            clock.reaches(p).stream()
                                .map(at -> new Escalation(clock.name(), p, at))));
  }
}

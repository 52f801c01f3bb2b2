package trunkline.consent.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import trunkline.consent.Refusals;
import trunkline.platform.values.Periods;

/**
 * From when until when a profile counts. What it meant yesterday is never changed: once it is
 * agreed its start is fixed, and its end comes earlier at most, not before now.
 */
final class Validity {
  private Validity() {}

  static void settle(ObjectNode before, ObjectNode after, Instant now) {
    stamp("creationDate", true, before, after, now);
    stamp("agreedDate", is(after, "agreed"), before, after, now);
    stamp("terminatedDate", is(after, "terminated"), before, after, now);
    if (before.has("agreedDate")) {
      checkPeriod(before.path("validFor"), after.path("validFor"), now);
    }
  }

  /** These dates are the service's: the first one stays, whatever the client sends. */
  private static void stamp(
      String date, boolean due, ObjectNode before, ObjectNode after, Instant now) {
    after.remove(date);
    if (before.has(date)) {
      after.set(date, before.get(date));
    } else if (due) {
      after.put(date, now.toString());
    }
  }

  private static boolean is(ObjectNode profile, String status) {
    return profile.path("status").asText().equals(status);
  }

  /** Whether anything can be granted in it: it has not ended. */
  static boolean isOpen(ObjectNode profile, Instant now) {
    return !profile.has("terminatedDate")
        && end(profile.path("validFor")).filter(end -> !end.isAfter(now)).isEmpty();
  }

  private static void checkPeriod(JsonNode before, JsonNode after, Instant now) {
    if (!time(before, "startDateTime").equals(time(after, "startDateTime"))) {
      throw Refusals.validityRewritten("startDateTime").asException();
    }
    Optional<Instant> end = end(after);
    if (!end(before).equals(end)) {
      boolean earlier = end.isPresent() && end(before).filter(end.get()::isAfter).isEmpty();
      if (!earlier || end.get().isBefore(now)) {
        throw Refusals.validityRewritten("endDateTime").asException();
      }
    }
  }

  private static Optional<Instant> end(JsonNode period) {
    return time(period, "endDateTime");
  }

  private static Optional<Instant> time(JsonNode period, String name) {
    return Periods.instant(period.path(name), "validFor." + name);
  }
}

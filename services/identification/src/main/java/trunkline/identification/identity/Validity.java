package trunkline.identification.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import trunkline.identification.Refusals;
import trunkline.platform.refusal.KernelRefusals;

/** How long an identity and each of its credentials are valid. Values in, values out. */
public final class Validity {
  private static final Set<String> LIVING = Set.of("active", "suspended");
  private static final String EXPIRED = "expired";

  private Validity() {}

  /** Refuses periods whose ends are no times, or lie before their starts. */
  static void check(ObjectNode identity) {
    checkPeriod(identity.path("validFor"), "validFor");
    JsonNode credentials = identity.path("credential");
    for (int i = 0; i < credentials.size(); i++) {
      checkPeriod(credentials.get(i).path("validFor"), "credential." + i + ".validFor");
    }
  }

  private static void checkPeriod(JsonNode period, String path) {
    Optional<Instant> start = time(period.path("startDateTime"), path + ".startDateTime");
    Optional<Instant> end = time(period.path("endDateTime"), path + ".endDateTime");
    if (start.isPresent() && end.isPresent() && end.get().isBefore(start.get())) {
      throw Refusals.periodReversed(path).asException();
    }
  }

  /** When a living identity next has to be looked at: it ends, or one of its credentials does. */
  public static Optional<Instant> nextEnd(JsonNode identity) {
    if (!LIVING.contains(identity.path("status").asText())) {
      return Optional.empty();
    }
    Stream<JsonNode> credentials =
        StreamSupport.stream(identity.path("credential").spliterator(), false)
            .filter(credential -> !credential.path("state").asText().equals(EXPIRED));
    return Stream.concat(Stream.of(identity), credentials)
        .flatMap(part -> end(part).stream())
        .min(Comparator.naturalOrder());
  }

  /** The identity as it is at {@code now}: what has ended is expired. */
  public static ObjectNode at(ObjectNode identity, Instant now) {
    if (!LIVING.contains(identity.path("status").asText())) {
      return identity;
    }
    ObjectNode result = identity.deepCopy();
    for (JsonNode credential : result.path("credential")) {
      if (hasEnded(credential, now) && credential instanceof ObjectNode ended) {
        ended.put("state", EXPIRED);
      }
    }
    if (hasEnded(result, now)) {
      result.put("status", EXPIRED);
    }
    return result;
  }

  private static boolean hasEnded(JsonNode part, Instant now) {
    return end(part).filter(end -> !end.isAfter(now)).isPresent();
  }

  /** When an identity or a credential ends, if it does. */
  static Optional<Instant> end(JsonNode part) {
    return time(part.path("validFor").path("endDateTime"), "validFor.endDateTime");
  }

  private static Optional<Instant> time(JsonNode value, String path) {
    if (!value.isTextual()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(value.asText()).toInstant());
    } catch (DateTimeParseException e) {
      throw KernelRefusals.invalidAttribute(
              path, "must be a time with its offset, such as 2030-01-31T00:00:00Z")
          .asException();
    }
  }
}

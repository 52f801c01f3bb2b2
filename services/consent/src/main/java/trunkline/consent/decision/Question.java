package trunkline.consent.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trunkline.consent.Refusals;
import trunkline.platform.http.Parameters;
import trunkline.platform.values.Periods;

/**
 * May this be done with these people at this instant?
 *
 * @param at never ahead of the clock
 */
record Question(List<String> partyIds, String purpose, Instant at) {
  private static final int MOST_PARTIES = 1000;
  private static final int LONGEST = 400;

  Question {
    partyIds = List.copyOf(partyIds);
  }

  /** {@code ?party=…&purpose=…&at=…}. */
  static Question ofQuery(String raw, Instant now) {
    Parameters given = Parameters.of(raw, "party", "purpose", "at");
    Optional<Instant> at = given.time("at").map(OffsetDateTime::toInstant);
    return new Question(
        List.of(given.required("party")), given.required("purpose"), passed(at, now));
  }

  /** {@code {"parties": ["…"], "purpose": "…", "at": "…"}}. */
  static Question ofBody(JsonNode body, Instant now) {
    var partyIds = new ArrayList<String>();
    body.path("parties").forEach(id -> partyIds.add(text(id, "parties")));
    if (partyIds.isEmpty() || partyIds.size() > MOST_PARTIES) {
      throw Refusals.invalidQuestion("Give parties 1 to " + MOST_PARTIES + " ids").asException();
    }
    JsonNode at = body.path("at");
    if (!at.isMissingNode() && !at.isTextual()) {
      throw Refusals.invalidQuestion("Write at as a date and time, or leave it out").asException();
    }
    return new Question(
        partyIds, text(body.path("purpose"), "purpose"), passed(Periods.instant(at, "at"), now));
  }

  private static String text(JsonNode value, String name) {
    if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > LONGEST) {
      throw Refusals.invalidQuestion(
              "Write " + name + " as text of 1 to " + LONGEST + " characters")
          .asException();
    }
    return value.asText();
  }

  private static Instant passed(Optional<Instant> at, Instant now) {
    if (at.filter(now::isBefore).isPresent()) {
      throw Refusals.askedAhead().asException();
    }
    return at.orElse(now);
  }
}

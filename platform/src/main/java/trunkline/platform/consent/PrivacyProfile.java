package trunkline.platform.consent;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import trunkline.platform.values.Periods;

/**
 * Reads what a privacy profile says (TMF644 {@code partyPrivacyProfile}, with the history that the
 * consent service keeps in each characteristic: contracts/schemas). A profile counts from the
 * moment it is agreed; one without a specification says nothing, for nobody knows what was asked.
 *
 * @param body the document as it stands in an event
 */
public record PrivacyProfile(String id, long version, JsonNode body) {
  /** The name of the resource in events. */
  public static final String RESOURCE = "partyPrivacyProfile";

  /** Whom it is about. */
  public String partyId() {
    return body.path("applicableForParty").path("id").asText();
  }

  /** The purposes that it speaks of, with all that was said on each, oldest first. */
  public Map<String, List<Statement>> statements() {
    var statements = new LinkedHashMap<String, List<Statement>>();
    if (body.path("partyPrivacyProfileSpecification").hasNonNull("id")) {
      for (JsonNode characteristic : body.path("partyPrivacyProfileCharacteristic")) {
        String purpose = characteristic.path("privacyUsagePurpose").asText();
        if (!purpose.isEmpty()) {
          statements.put(purpose, counted(purpose, characteristic));
        }
      }
    }
    return statements;
  }

  /** What was overtaken before the profile counted was never in force, and is left out. */
  private List<Statement> counted(String purpose, JsonNode characteristic) {
    var counted = new ArrayList<Statement>();
    Optional<Instant> start = start();
    for (JsonNode said : characteristic.path("history")) {
      if (start.isPresent()) {
        Statement statement = statement(purpose, characteristic, said, start.get());
        if (!counted.isEmpty() && counted.getLast().since().equals(statement.since())) {
          counted.removeLast();
        }
        counted.add(statement);
      }
    }
    return counted;
  }

  private Statement statement(
      String purpose, JsonNode characteristic, JsonNode said, Instant start) {
    Instant at = time(said.path("at")).orElseThrow();
    boolean granted = said.path("value").asText().equals(Verdict.GRANTED.text());
    return new Statement(
        purpose,
        granted ? Verdict.GRANTED : Verdict.DENIED,
        at.isAfter(start) ? at : start,
        granted ? earliest(time(said.path("until")), end()) : Optional.empty(),
        characteristic.path("legalBasis").asText("consent"),
        id,
        version);
  }

  private Optional<Instant> start() {
    Optional<Instant> valid = time(body.path("validFor").path("startDateTime"));
    return time(body.path("agreedDate"))
        .map(agreed -> valid.filter(from -> from.isAfter(agreed)).orElse(agreed));
  }

  private Optional<Instant> end() {
    return earliest(
        time(body.path("validFor").path("endDateTime")), time(body.path("terminatedDate")));
  }

  private static Optional<Instant> earliest(Optional<Instant> one, Optional<Instant> other) {
    return Stream.concat(one.stream(), other.stream()).min(Instant::compareTo);
  }

  private static Optional<Instant> time(JsonNode text) {
    return Periods.instant(text, "validFor");
  }
}

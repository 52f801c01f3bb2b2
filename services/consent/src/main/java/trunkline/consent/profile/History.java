package trunkline.consent.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import trunkline.consent.Refusals;
import trunkline.consent.specification.Term;
import trunkline.platform.consent.Verdict;
import trunkline.platform.json.Json;
import trunkline.platform.values.Periods;

/**
 * All that was said on one characteristic, oldest first. It only grows: a client sends a value and
 * evidence, and what came before is carried over whatever else it sends. Something is said when the
 * value changes or evidence comes with it.
 */
final class History {
  /** Beyond, only a withdrawal is noted: each statement is written with all before it. */
  private static final int MOST = 100;

  private final ObjectNode characteristic;
  private final Optional<ObjectNode> before;
  private final ObjectNode profile;
  private final Optional<Term> term;
  private final Instant now;
  private final ArrayNode statements;

  History(
      ObjectNode characteristic,
      Optional<ObjectNode> before,
      ObjectNode profile,
      Optional<Term> term,
      Instant now) {
    this.characteristic = characteristic;
    this.before = before;
    this.profile = profile;
    this.term = term;
    this.now = now;
    this.statements =
        before
            .map(old -> old.path("history"))
            .filter(JsonNode::isArray)
            .map(old -> (ArrayNode) old.deepCopy())
            .orElseGet(Json.mapper()::createArrayNode);
  }

  /** Writes the history into the characteristic; true when something was said. */
  boolean note() {
    @Nullable JsonNode given = characteristic.remove("evidence");
    boolean hasEvidence = given instanceof ObjectNode;
    boolean said = hasEvidence || before.filter(this::isUnchanged).isEmpty();
    if (said) {
      append(
          given instanceof ObjectNode proof
              ? Optional.of(Evidence.of(proof, profile, path()))
              : Optional.empty());
    } else {
      keepPeriod();
    }
    characteristic.remove("history");
    if (!statements.isEmpty()) {
      characteristic.set("history", statements);
    }
    return said;
  }

  private boolean isUnchanged(ObjectNode old) {
    return old.path("value").equals(characteristic.path("value"));
  }

  boolean isGrant() {
    return isConsent() && characteristic.path("value").asText().equals(Verdict.GRANTED.text());
  }

  private boolean isConsent() {
    return term.filter(Term::isConsent).isPresent();
  }

  private void append(Optional<Evidence> evidence) {
    boolean withdrawal = isConsent() && !isGrant() && before.filter(this::isUnchanged).isEmpty();
    if (statements.size() >= MOST && !withdrawal) {
      throw Refusals.historyFull(path()).asException();
    }
    Instant at = at();
    ObjectNode statement = Json.mapper().createObjectNode();
    statement.set("value", characteristic.path("value"));
    statement.put("at", at.toString());
    if (isGrant()) {
      checkGrant(evidence);
      until(evidence.orElseThrow(), at)
          .ifPresent(until -> statement.put("until", until.toString()));
    }
    evidence.ifPresent(proof -> statement.set("evidence", proof.document()));
    statements.add(statement);
    if (isConsent()) {
      setPeriod(statement);
    }
  }

  /** Never before the last statement, even where two machines' clocks differ. */
  private Instant at() {
    JsonNode last = statements.path(statements.size() - 1).path("at");
    return Periods.instant(last, "at").filter(now::isBefore).orElse(now);
  }

  private void checkGrant(Optional<Evidence> evidence) {
    Evidence proof = evidence.orElseThrow(() -> Refusals.evidenceMissing(path()).asException());
    proof.check(now);
    for (JsonNode earlier : statements) {
      if (proof.document().equals(earlier.path("evidence"))) {
        throw Refusals.evidenceReused(path()).asException();
      }
    }
  }

  /**
   * The earlier of what the caller allows and what the specification does. The end that a client
   * sends back as it got it is the earlier grant's.
   */
  private Optional<Instant> until(Evidence evidence, Instant at) {
    Optional<Instant> old = before.flatMap(this::end);
    Optional<Instant> allowed = end(characteristic).filter(end -> !Optional.of(end).equals(old));
    Optional<Instant> lapse = term.flatMap(known -> known.lapse(evidence.saidAt().orElse(at)));
    return Stream.concat(allowed.stream(), lapse.stream()).min(Instant::compareTo);
  }

  private Optional<Instant> end(ObjectNode said) {
    return Periods.instant(
        said.path("validFor").path("endDateTime"), path() + ".validFor.endDateTime");
  }

  private void setPeriod(ObjectNode statement) {
    ObjectNode period = characteristic.putObject("validFor");
    period.set("startDateTime", statement.get("at"));
    if (statement.has("until")) {
      period.set("endDateTime", statement.get("until"));
    }
  }

  /** How long a grant lasts is part of what was said. */
  private void keepPeriod() {
    JsonNode old = before.map(o -> o.path("validFor")).orElseThrow();
    if (isConsent()
        && characteristic.has("validFor")
        && !characteristic.path("validFor").equals(old)) {
      throw Refusals.validityWithoutEvidence(path()).asException();
    }
    if (isConsent() && !old.isMissingNode()) {
      characteristic.set("validFor", old);
    }
  }

  private String path() {
    return "partyPrivacyProfileCharacteristic " + characteristic.path("name").asText();
  }
}

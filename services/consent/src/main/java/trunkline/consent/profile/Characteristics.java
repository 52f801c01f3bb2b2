package trunkline.consent.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import trunkline.consent.Refusals;
import trunkline.consent.specification.Term;
import trunkline.consent.specification.Terms;
import trunkline.platform.json.Json;

/**
 * The characteristics of a profile. A change names those that it changes: one that it leaves out
 * stays as it was, so nobody loses a history by sending an array without it.
 */
final class Characteristics {
  private static final String ATTRIBUTE = "partyPrivacyProfileCharacteristic";

  private final ObjectNode before;
  private final ObjectNode after;
  private final Optional<Terms> terms;
  private final Instant now;

  Characteristics(ObjectNode before, ObjectNode after, Optional<Terms> terms, Instant now) {
    this.before = before;
    this.after = after;
    this.terms = terms;
    this.now = now;
  }

  void settle() {
    Map<String, ObjectNode> old = byName(before);
    Map<String, ObjectNode> given = byName(after);
    var all = new LinkedHashMap<String, ObjectNode>(old);
    given.forEach(
        (name, characteristic) ->
            all.put(name, said(characteristic, Optional.ofNullable(old.get(name)))));
    if (before.isEmpty()) {
      terms.ifPresent(known -> known.all().forEach(term -> addStandard(term, all)));
    }
    ArrayNode list = Json.mapper().createArrayNode();
    all.values().forEach(list::add);
    after.set(ATTRIBUTE, list);
  }

  private static Map<String, ObjectNode> byName(ObjectNode profile) {
    var byName = new LinkedHashMap<String, ObjectNode>();
    for (JsonNode characteristic : profile.path(ATTRIBUTE)) {
      if (byName.put(characteristic.path("name").asText(), (ObjectNode) characteristic) != null) {
        throw Refusals.nameTwice(ATTRIBUTE).asException();
      }
    }
    return byName;
  }

  private ObjectNode said(ObjectNode characteristic, Optional<ObjectNode> old) {
    Optional<Term> term = term(characteristic);
    term.ifPresent(known -> fill(characteristic, known));
    var history = new History(characteristic, old, after, term, now);
    if (history.note() && history.isGrant()) {
      checkGrant();
    }
    return characteristic;
  }

  private Optional<Term> term(ObjectNode characteristic) {
    String name = characteristic.path("name").asText();
    Optional<Term> term = terms.flatMap(known -> known.find(name));
    if (terms.isPresent() && term.isEmpty()) {
      throw Refusals.unknownCharacteristic(name).asException();
    }
    term.filter(known -> !known.allows(characteristic.path("value")))
        .ifPresent(
            known -> {
              throw Refusals.valueNotAllowed(name).asException();
            });
    return term;
  }

  private static void fill(ObjectNode characteristic, Term term) {
    if (term.isConsent()) {
      characteristic.put("privacyUsagePurpose", term.purpose());
      characteristic.put("legalBasis", term.legalBasis());
    }
  }

  /** A withdrawal is always possible; a grant needs something that can be agreed to. */
  private void checkGrant() {
    if (!terms.orElseThrow().areActive()) {
      throw Refusals.specificationNotActive().asException();
    }
    if (!Validity.isOpen(after, now)) {
      throw Refusals.profileEnded().asException();
    }
  }

  /** What a new profile leaves open stands in it as the specification has it; nobody said it. */
  private static void addStandard(Term term, Map<String, ObjectNode> all) {
    term.standard()
        .filter(value -> !all.containsKey(term.name()))
        .ifPresent(
            value -> {
              ObjectNode characteristic = Json.mapper().createObjectNode().put("name", term.name());
              characteristic.set("value", value);
              fill(characteristic, term);
              all.put(term.name(), characteristic);
            });
  }
}

package trunkline.consent.specification;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import trunkline.consent.Refusals;

/** The characteristics of a specification, by name. */
public final class Terms {
  private final Map<String, Term> terms = new LinkedHashMap<>();
  private final boolean active;

  private Terms(JsonNode specification) {
    this.active = specification.path("status").asText().equals(Specification.ACTIVE);
    for (JsonNode term : specification.path("partyPrivacyProfileSpecCharacteristic")) {
      if (terms.put(term.path("name").asText(), new Term(term)) != null) {
        throw Refusals.nameTwice("partyPrivacyProfileSpecCharacteristic").asException();
      }
    }
  }

  /** Refuses two of one name. */
  public static Terms of(JsonNode specification) {
    return new Terms(specification);
  }

  /** Whether anybody can agree to them now. */
  public boolean areActive() {
    return active;
  }

  boolean isEmpty() {
    return terms.isEmpty();
  }

  public Collection<Term> all() {
    return terms.values();
  }

  public Optional<Term> find(String name) {
    return Optional.ofNullable(terms.get(name));
  }

  void check() {
    var purposes = new HashSet<String>();
    for (Term term : terms.values()) {
      term.check();
      if (term.isConsent() && !purposes.add(term.purpose())) {
        throw Refusals.purposeTwice(term.purpose()).asException();
      }
    }
  }
}

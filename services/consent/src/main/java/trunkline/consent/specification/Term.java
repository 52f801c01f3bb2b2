package trunkline.consent.specification;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import trunkline.consent.Refusals;
import trunkline.platform.consent.Verdict;

/**
 * One characteristic of a specification. With a purpose it is a consent, whose values are granted
 * and denied; without one it is a setting, whose values are as it lists them.
 */
public final class Term {
  private static final Period LONGEST = Period.ofYears(100);
  private static final Set<String> VERDICTS = Set.of(Verdict.GRANTED.text(), Verdict.DENIED.text());

  private final JsonNode characteristic;

  Term(JsonNode characteristic) {
    this.characteristic = characteristic;
  }

  public String name() {
    return characteristic.path("name").asText();
  }

  /** What a decision is asked for; empty for a setting. */
  public String purpose() {
    return characteristic.path("privacyUsagePurpose").asText("");
  }

  public boolean isConsent() {
    return !purpose().isBlank();
  }

  /** GDPR, article 6(1). */
  public String legalBasis() {
    return characteristic.path("legalBasis").asText("consent");
  }

  /** When a grant lapses that was given at an instant; empty when it does not. */
  public Optional<Instant> lapse(Instant given) {
    return grantedFor().map(period -> given.atOffset(ZoneOffset.UTC).plus(period).toInstant());
  }

  private Optional<Period> grantedFor() {
    JsonNode text = characteristic.path("grantedFor");
    return text.isTextual() ? Optional.of(Period.parse(text.asText())) : Optional.empty();
  }

  /** The value that a profile has which doesn't say. */
  public Optional<JsonNode> standard() {
    return values().stream()
        .filter(value -> value.path("isDefault").asBoolean())
        .map(value -> value.path("value"))
        .findFirst();
  }

  /** Whether a profile may have the value. A consent can always be denied. */
  public boolean allows(JsonNode value) {
    if (isConsent()) {
      return value.isTextual() && VERDICTS.contains(value.asText());
    }
    return values().isEmpty() || values().stream().anyMatch(allowed -> allows(allowed, value));
  }

  private static boolean allows(JsonNode allowed, JsonNode value) {
    if (!allowed.hasNonNull("valueFrom") && !allowed.hasNonNull("valueTo")) {
      return allowed.path("value").equals(value);
    }
    return value.isNumber()
        && value.asDouble() >= allowed.path("valueFrom").asDouble(Double.NEGATIVE_INFINITY)
        && value.asDouble() <= allowed.path("valueTo").asDouble(Double.POSITIVE_INFINITY);
  }

  private List<JsonNode> values() {
    return characteristic.path("partyPrivacyProfileSpecCharacteristicValue").valueStream().toList();
  }

  void check() {
    checkGrantedFor();
    if (values().stream().anyMatch(value -> value.hasNonNull("regex"))) {
      throw Refusals.regexUnsupported(name()).asException();
    }
    if (values().stream().filter(value -> value.path("isDefault").asBoolean()).count() > 1) {
      throw Refusals.severalDefaults(name()).asException();
    }
    if (isConsent()) {
      checkConsent();
    }
  }

  private void checkConsent() {
    Set<String> listed =
        values().stream().map(value -> value.path("value").asText()).collect(Collectors.toSet());
    if (!listed.isEmpty() && !listed.equals(VERDICTS)) {
      throw Refusals.consentValues(name()).asException();
    }
    if (standard().filter(value -> value.asText().equals(Verdict.GRANTED.text())).isPresent()) {
      throw Refusals.grantedByDefault(name()).asException();
    }
  }

  /** A period that a calendar can count: from a day to a hundred years. */
  private void checkGrantedFor() {
    try {
      OffsetDateTime any = OffsetDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
      grantedFor()
          .map(any::plus)
          .filter(end -> !end.isAfter(any) || end.isAfter(any.plus(LONGEST)))
          .ifPresent(
              wrong -> {
                throw Refusals.invalidPeriod(name()).asException();
              });
    } catch (DateTimeException | ArithmeticException e) {
      throw Refusals.invalidPeriod(name()).asException();
    }
  }
}

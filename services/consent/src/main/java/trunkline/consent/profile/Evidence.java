package trunkline.consent.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import trunkline.consent.Refusals;
import trunkline.platform.json.Json;
import trunkline.platform.values.Periods;

/**
 * What proves that a person said something: who, by which channel, which version of the text was
 * shown, and where it came from or where it is filed (GDPR, article 7(1)). A grant needs all of it;
 * a withdrawal is taken with as much as there is.
 *
 * @param document as it is kept
 * @param path names the characteristic in refusals
 */
record Evidence(ObjectNode document, String path) {
  private static final Duration CLOCKS_MAY_DIFFER = Duration.ofMinutes(5);

  /** Reads what a client sent; {@code profile} says who speaks when the evidence doesn't. */
  static Evidence of(ObjectNode given, ObjectNode profile, String path) {
    ObjectNode document = given.deepCopy();
    if (!document.hasNonNull("by")) {
      ObjectNode by = Json.mapper().createObjectNode();
      document.set("by", by.put("id", profile.path("agreedByParty").path("id").asText()));
    }
    return new Evidence(document, path);
  }

  /** When it was said, if that was before it was recorded. */
  Optional<Instant> saidAt() {
    return Periods.instant(document.path("at"), path + ".evidence.at");
  }

  /** Refuses what does not prove a grant. */
  void check(Instant now) {
    boolean traced = isGiven("ipAddress") || isGiven("documentReference");
    if (!isGiven("channel") || !isGiven("textVersion") || !traced) {
      throw Refusals.evidenceMissing(path).asException();
    }
    if (saidAt().filter(at -> at.isAfter(now.plus(CLOCKS_MAY_DIFFER))).isPresent()) {
      throw Refusals.saidInFuture(path).asException();
    }
    checkAddress(document.path("ipAddress"));
  }

  private void checkAddress(JsonNode address) {
    if (address.isTextual()) {
      try {
        InetAddress.ofLiteral(address.asText());
      } catch (IllegalArgumentException e) {
        throw Refusals.invalidAddress(path).asException();
      }
    }
  }

  private boolean isGiven(String attribute) {
    return !document.path(attribute).asText("").isBlank();
  }
}

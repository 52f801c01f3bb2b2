package trunkline.identification.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.Comparator;
import java.util.stream.Stream;
import trunkline.platform.json.Json;

/**
 * What a verification adds to a person's identity.
 *
 * @param evidence what it rests on; holds no identifier and no name
 * @param verification id of the verification that it came from
 */
public record VerifiedCredential(
    CredentialKind kind,
    Assurance level,
    ObjectNode evidence,
    String verification,
    Instant from,
    Instant until) {

  public VerifiedCredential {
    evidence = evidence.deepCopy();
  }

  /** The first identity of a person. */
  ObjectNode newIdentity(String individualId, String individualHref) {
    ObjectNode identity = Json.mapper().createObjectNode().put("status", "active");
    identity
        .putObject("individualIdentified")
        .put("id", individualId)
        .put("href", individualHref)
        .put("@referredType", "Individual");
    identity.putArray("credential").add(node());
    identity.set("validFor", period(from, until));
    return identity;
  }

  /**
   * The person's identity with this credential in place of an earlier one of its kind. What had
   * expired lives again; what is suspended stays so, for whoever suspended it had a reason.
   */
  ObjectNode addedTo(ObjectNode identity) {
    ObjectNode result = identity.deepCopy();
    var credentials = result.putArray("credential");
    for (var credential : identity.path("credential")) {
      if (!credential.path("@type").asText().equals(kind.type())) {
        credentials.add(credential);
      }
    }
    credentials.add(node());
    Instant end =
        Stream.concat(
                DigitalIdentity.verified(identity).stream()
                    .filter(credential -> !credential.path("@type").asText().equals(kind.type()))
                    .flatMap(credential -> Validity.end(credential).stream()),
                Stream.of(until))
            .max(Comparator.naturalOrder())
            .orElse(until);
    result.withObject("/validFor").put("endDateTime", end.toString());
    if (identity.path("status").asText().equals("expired")) {
      result.put("status", "active");
    }
    return result;
  }

  private ObjectNode node() {
    ObjectNode node =
        Json.mapper()
            .createObjectNode()
            .put("id", UuidCreator.getTimeOrderedEpochFast().toString())
            .put("state", "active")
            .put("trustLevel", level.text())
            .put("verification", verification);
    node.setAll(evidence);
    node.set("validFor", period(from, until));
    return node.put("@type", kind.type()).put("@baseType", "Credential");
  }

  private static ObjectNode period(Instant from, Instant until) {
    return Json.mapper()
        .createObjectNode()
        .put("startDateTime", from.toString())
        .put("endDateTime", until.toString());
  }
}

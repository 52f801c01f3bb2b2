package trunkline.consent.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import trunkline.platform.json.Json;

/**
 * One request of a person, as it stands.
 *
 * @param party whom it is about; empty once they are erased
 * @param subjectHash by which who knows the party's id finds it for ever
 * @param problem why it waits or was refused; names no person
 * @param state what was found, what each service answered
 */
record PrivacyRequest(
    String tenant,
    String id,
    Kind kind,
    Optional<String> party,
    String subjectHash,
    Optional<String> reason,
    Status status,
    Optional<String> problem,
    ObjectNode state,
    Optional<String> receipt,
    Instant createdAt,
    Optional<Instant> finishedAt,
    Optional<Instant> expiresAt,
    int attempts) {
  enum Kind {
    EXPORT,
    ERASURE
  }

  enum Status {
    ACCEPTED,
    RUNNING,
    DONE,
    /** Something of the person's still runs; nothing was erased. */
    REFUSED,
    /** The archive was deleted. */
    EXPIRED
  }

  /** As a caller sees it. */
  ObjectNode json() {
    ObjectNode json = Json.mapper().createObjectNode();
    json.put("id", id).put("kind", lower(kind)).put("status", lower(status));
    json.put("subjectHash", subjectHash);
    party.ifPresent(p -> json.put("party", p));
    reason.ifPresent(r -> json.put("reason", r));
    problem.ifPresent(p -> json.put("problem", p));
    json.put("createdAt", createdAt.toString());
    finishedAt.ifPresent(at -> json.put("finishedAt", at.toString()));
    expiresAt.ifPresent(at -> json.put("archiveExpiresAt", at.toString()));
    ObjectNode services = json.putObject("services");
    state
        .path("results")
        .properties()
        .forEach(r -> services.put(r.getKey(), r.getValue().path("done").asBoolean()));
    if (state.has("running")) {
      json.set("running", state.get("running"));
    }
    return json;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

package trunkline.identification.identity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import trunkline.identification.Refusals;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.retention.Retention;
import trunkline.platform.tmf.Lifecycle;
import trunkline.platform.tmf.PersonalData;
import trunkline.platform.tmf.PersonalData.Mask;
import trunkline.platform.tmf.ResourceRules;
import trunkline.platform.tmf.ResourceType;

/**
 * What identifies a person, a party role or a resource, and by which credentials (TMF720). A
 * credential that says that somebody was identified comes from a verification alone: through the
 * TMF API nobody can add, change or move one.
 */
public final class DigitalIdentity implements ResourceRules {
  public static final ResourceType TYPE =
      ResourceType.named("digitalIdentity")
          .api("/tmf-api/digitalIdentityManagement/v4")
          .table("digital_identity")
          .schema("digitalIdentity.schema.json")
          .mandatory("credential")
          .column("status", "status")
          .column("nickname", "nickname")
          .column("individualIdentified.id", "individual_id")
          .lifecycle(
              Lifecycle.of("status")
                  .entry("active", "suspended")
                  .from("active", "suspended", "revoked", "expired")
                  .from("suspended", "active", "revoked", "expired")
                  .from("expired", "active", "revoked")
                  .from("revoked"))
          .personal(
              PersonalData.of(
                      Mask.INITIAL,
                      "nickname",
                      "individualIdentified.name",
                      "partyRoleIdentified.name",
                      "relatedParty.name")
                  .and(
                      Mask.EMAIL,
                      "contactMedium.emailAddress",
                      "credential.contactMedium.emailAddress")
                  .and(
                      Mask.LAST_TWO,
                      "contactMedium.phoneNumber",
                      "credential.contactMedium.phoneNumber")
                  .and(Mask.ALL, "attachment", "credential.attachment")
                  .and(Mask.ALL, "credential.login", "credential.tokenCredential"))
          .refersTo("individualIdentified")
          .belongsTo("individualIdentified.id")
          .retention(Retention.IDENTITY)
          .rules(new DigitalIdentity())
          .build();

  private static final ScopedValue<Boolean> BY_VERIFICATION = ScopedValue.newInstance();

  private DigitalIdentity() {}

  /** Does what only the outcome of a verification may do. */
  static <T> T byVerification(Supplier<T> work) {
    return ScopedValue.where(BY_VERIFICATION, true).call(work::get);
  }

  @Override
  public void complete(ObjectNode identity, Instant now) {
    if (!identity.path("creationDate").isTextual()) {
      identity.put("creationDate", now.toString());
    }
  }

  @Override
  public void check(ObjectNode identity) {
    boolean identifiesSomething =
        identity.path("individualIdentified").hasNonNull("id")
            || identity.path("resourceIdentified").hasNonNull("id")
            || !identity.path("partyRoleIdentified").isEmpty();
    if (!identifiesSomething) {
      throw Refusals.nobodyIdentified().asException();
    }
    for (JsonNode credential : identity.path("credential")) {
      if (credential.hasNonNull("password")) {
        throw Refusals.secretInCredential().asException();
      }
    }
    Validity.check(identity);
  }

  @Override
  public void checkCreate(ObjectNode identity) {
    if (!verified(identity).isEmpty() && !BY_VERIFICATION.isBound()) {
      throw Refusals.credentialOfVerification().asException();
    }
  }

  @Override
  public void checkChange(ObjectNode before, ObjectNode after) {
    if (!before.path("creationDate").equals(after.path("creationDate"))) {
      throw KernelRefusals.immutableAttribute("creationDate").asException();
    }
    if (!BY_VERIFICATION.isBound()) {
      checkChangeByOthers(before, after);
    }
  }

  private static void checkChangeByOthers(ObjectNode before, ObjectNode after) {
    if (!verified(before).equals(verified(after))) {
      throw Refusals.credentialOfVerification().asException();
    }
    if (verified(before).isEmpty()) {
      return;
    }
    for (String fixed : List.of("individualIdentified", "validFor")) {
      if (!before.path(fixed).equals(after.path(fixed))) {
        throw Refusals.fixedByVerification(fixed).asException();
      }
    }
    boolean wasExpired = before.path("status").asText().equals("expired");
    if (wasExpired && after.path("status").asText().equals("active")) {
      throw Refusals.verifyAgain().asException();
    }
  }

  /** The credentials that came from verifications, in their order. */
  static List<JsonNode> verified(JsonNode identity) {
    var verified = new ArrayList<JsonNode>();
    for (JsonNode credential : identity.path("credential")) {
      if (CredentialKind.isVerified(credential.path("@type").asText())) {
        verified.add(credential);
      }
    }
    return verified;
  }
}

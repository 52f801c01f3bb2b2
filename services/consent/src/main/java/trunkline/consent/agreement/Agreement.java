package trunkline.consent.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import trunkline.consent.Refusals;
import trunkline.consent.profile.Profile;
import trunkline.platform.tmf.Lifecycle;
import trunkline.platform.tmf.Neighbours;
import trunkline.platform.tmf.PersonalData;
import trunkline.platform.tmf.PersonalData.Mask;
import trunkline.platform.tmf.ResourceRules;
import trunkline.platform.tmf.ResourceType;
import trunkline.platform.values.Periods;

/**
 * An agreement that formalises privacy profiles (TMF644): what a parent signs for a child, or a
 * company for its staff. Once decided on it stays as it is. The profiles stand in this service; the
 * parties may be kept elsewhere.
 */
public final class Agreement implements ResourceRules {
  private static final String IN_PROCESS = "in process";
  private static final String APPROVED = "approved";

  public static final ResourceType TYPE =
      ResourceType.named("partyPrivacyAgreement")
          .api("/tmf-api/privacyManagement/v4")
          .table("party_privacy_agreement")
          .schema("partyPrivacyAgreement.schema.json")
          .mandatory("name", "agreementType", "agreementItem", "engagedPartyRole")
          .column("name", "name")
          .column("status", "status")
          .lifecycle(
              Lifecycle.of("status")
                  .entry(IN_PROCESS, APPROVED)
                  .from(IN_PROCESS, APPROVED, "rejected")
                  .from(APPROVED, "terminated")
                  .from("rejected")
                  .from("terminated"))
          .personal(
              PersonalData.of(
                      Mask.INITIAL,
                      "engagedPartyRole.name",
                      "partyPrivacyProfile.name",
                      "partyPrivacyProfileCharacteristic.relatedParty.name")
                  .and(Mask.ALL, "agreementAuthorization.signatureRepresentation"))
          .rules(new Agreement())
          .build();

  private Agreement() {}

  @Override
  public void settle(ObjectNode before, ObjectNode after, Neighbours neighbours, Instant now) {
    if (!after.hasNonNull("initialDate")) {
      after.put("initialDate", now.toString());
    }
    if (is(after, APPROVED) && !after.hasNonNull("completionDate")) {
      after.putObject("completionDate").put("startDateTime", now.toString());
    }
    for (JsonNode profile : after.path("partyPrivacyProfile")) {
      if (neighbours.find(Profile.TYPE, profile.path("id").asText()).isEmpty()) {
        throw Refusals.unknownReference("partyPrivacyProfile.id").asException();
      }
    }
  }

  private static boolean is(ObjectNode agreement, String status) {
    return agreement.path("status").asText().equals(status);
  }

  @Override
  public void check(ObjectNode agreement) {
    Periods.check(agreement.path("agreementPeriod"), "agreementPeriod");
    Periods.check(agreement.path("completionDate"), "completionDate");
  }

  @Override
  public void checkChange(ObjectNode before, ObjectNode after) {
    if (!is(before, IN_PROCESS) && !fixed(before).equals(fixed(after))) {
      throw Refusals.agreementFixed().asException();
    }
  }

  private static ObjectNode fixed(ObjectNode agreement) {
    ObjectNode fixed = agreement.deepCopy();
    fixed.remove("status");
    return fixed;
  }
}

package trunkline.consent.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import trunkline.consent.Refusals;
import trunkline.consent.specification.Specification;
import trunkline.consent.specification.Terms;
import trunkline.platform.consent.PrivacyProfile;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.retention.Remains;
import trunkline.platform.retention.Retention;
import trunkline.platform.tmf.Lifecycle;
import trunkline.platform.tmf.Neighbours;
import trunkline.platform.tmf.PersonalData;
import trunkline.platform.tmf.PersonalData.Mask;
import trunkline.platform.tmf.Referrer;
import trunkline.platform.tmf.ResourceRules;
import trunkline.platform.tmf.ResourceType;
import trunkline.platform.values.Periods;

/**
 * What a person allows (TMF644). A profile counts from the moment it is agreed until it is
 * terminated or its validity ends; what was said meanwhile is never unsaid, only followed by
 * something else. How its words become decisions: {@link PrivacyProfile}.
 */
public final class Profile implements ResourceRules {
  private static final String SPECIFICATION = "partyPrivacyProfileSpecification";
  private static final String PARTY = "applicableForParty";

  public static final ResourceType TYPE =
      ResourceType.named(PrivacyProfile.RESOURCE)
          .api("/tmf-api/privacyManagement/v4")
          .table("party_privacy_profile")
          .schema("partyPrivacyProfile.schema.json")
          .mandatory("agreedByParty", "partyPrivacyProfileCharacteristic")
          .column("name", "name")
          .column("status", "status")
          .column("applicableForParty.id", "party_id")
          .column("partyPrivacyProfileSpecification.id", "specification_id")
          .unique("party_privacy_profile_agreed", "applicableForParty.id")
          .lifecycle(
              Lifecycle.of("status")
                  .entry("agreed", "created")
                  .from("created", "agreed", "terminated")
                  .from("agreed", "terminated")
                  .from("terminated"))
          .personal(
              PersonalData.of(Mask.INITIAL, "name", "agreedByParty.name", "applicableForParty.name")
                  .and(
                      Mask.INITIAL,
                      "partyPrivacyProfileCharacteristic.relatedParty.name",
                      "partyPrivacyProfileCharacteristic.history.evidence.by.name")
                  .and(Mask.ALL, "partyPrivacyProfileCharacteristic.history.evidence.ipAddress"))
          .refersTo("agreedByParty", "applicableForParty")
          .belongsTo("agreedByParty.id", "applicableForParty.id")
          .retention(Retention.CONSENT_EVIDENCE, Remains.of("status"))
          .rules(new Profile())
          .keptBy(new Referrer("party_privacy_agreement_profile", "profile_id"))
          .build();

  private Profile() {}

  @Override
  public void settle(ObjectNode before, ObjectNode after, Neighbours neighbours, Instant now) {
    if (!after.hasNonNull(PARTY)) {
      after.set(PARTY, after.path("agreedByParty").deepCopy());
    }
    Validity.settle(before, after, now);
    Optional<Terms> terms =
        after.path(SPECIFICATION).hasNonNull("id")
            ? Optional.of(terms(after, neighbours))
            : Optional.empty();
    new Characteristics(before, after, terms, now).settle();
  }

  private static Terms terms(ObjectNode profile, Neighbours neighbours) {
    return neighbours
        .find(Specification.TYPE, profile.path(SPECIFICATION).path("id").asText())
        .map(Terms::of)
        .orElseThrow(() -> Refusals.unknownReference(SPECIFICATION + ".id").asException());
  }

  @Override
  public void check(ObjectNode profile) {
    Periods.check(profile.path("validFor"), "validFor");
    JsonNode party = profile.path(PARTY).path("id");
    if (party.asText().isBlank()) {
      throw KernelRefusals.missingAttribute(PARTY + ".id").asException();
    }
  }

  @Override
  public void checkChange(ObjectNode before, ObjectNode after) {
    for (String reference : new String[] {PARTY, SPECIFICATION}) {
      if (!before.path(reference).path("id").equals(after.path(reference).path("id"))) {
        throw Refusals.profileMoved(reference + ".id").asException();
      }
    }
  }
}

package trunkline.customer.party;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import trunkline.customer.Refusals;
import trunkline.customer.validation.ContactMedia;
import trunkline.platform.retention.Retention;
import trunkline.platform.tmf.Lifecycle;
import trunkline.platform.tmf.PersonalData;
import trunkline.platform.tmf.PersonalData.Mask;
import trunkline.platform.tmf.Referrer;
import trunkline.platform.tmf.ResourceRules;
import trunkline.platform.tmf.ResourceType;
import trunkline.platform.values.Periods;

/** A person (TMF632). */
public final class Individual implements ResourceRules {
  public static final ResourceType TYPE =
      ResourceType.named("individual")
          .api("/tmf-api/party/v4")
          .table("individual")
          .schema("individual.schema.json")
          .mandatory("givenName", "familyName")
          .column("familyName", "family_name")
          .column("givenName", "given_name")
          // "deceaded" is how TMF632 v4 spells it
          .lifecycle(
              Lifecycle.of("status")
                  .entry("initialized", "validated", "deceaded")
                  .from("initialized", "validated", "deceaded")
                  .from("validated", "initialized", "deceaded")
                  .from("deceaded"))
          .personal(
              PersonalData.of(
                      Mask.INITIAL, "givenName", "familyName", "middleName", "preferredGivenName")
                  .and(Mask.INITIAL, "fullName", "formattedName", "legalName")
                  .and(
                      Mask.ALL,
                      "birthDate",
                      "deathDate",
                      "placeOfBirth",
                      "countryOfBirth",
                      "nationality",
                      "gender")
                  .and(
                      Mask.ALL,
                      "maritalStatus",
                      "location",
                      "disability",
                      "individualIdentification",
                      "otherName")
                  .and(
                      Mask.ALL,
                      "taxExemptionCertificate",
                      "creditRating",
                      "partyCharacteristic",
                      "externalReference")
                  .and(Mask.INITIAL, "relatedParty.name")
                  .and(Mask.EMAIL, "contactMedium.characteristic.emailAddress")
                  .and(
                      Mask.LAST_TWO,
                      "contactMedium.characteristic.phoneNumber",
                      "contactMedium.characteristic.faxNumber")
                  .and(
                      Mask.ALL,
                      "contactMedium.characteristic.street1",
                      "contactMedium.characteristic.street2")
                  .and(
                      Mask.ALL,
                      "contactMedium.characteristic.postCode",
                      "contactMedium.characteristic.socialNetworkId"))
          .belongsTo("id")
          .retention(Retention.IDENTITY)
          .refersTo("relatedParty")
          .rules(new Individual())
          .keptBy(
              new Referrer("customer", "party_id"),
              new Referrer("billing_account", "party_id"),
              new Referrer("party_account", "party_id"),
              new Referrer("settlement_account", "party_id"))
          .build();

  private Individual() {}

  @Override
  public void complete(ObjectNode individual, Instant now) {
    ContactMedia.complete(individual);
    Optional<Instant> born = Periods.instant(individual.path("birthDate"), "birthDate");
    if (born.isPresent() && born.get().isAfter(now)) {
      throw Refusals.bornInFuture().asException();
    }
  }

  @Override
  public void check(ObjectNode individual) {
    Optional<Instant> born = Periods.instant(individual.path("birthDate"), "birthDate");
    Optional<Instant> died = Periods.instant(individual.path("deathDate"), "deathDate");
    if (died.isPresent() && !individual.path("status").asText().equals("deceaded")) {
      throw Refusals.deathDateOfLiving().asException();
    }
    if (born.isPresent() && died.isPresent() && died.get().isBefore(born.get())) {
      throw Refusals.diedBeforeBirth().asException();
    }
  }
}

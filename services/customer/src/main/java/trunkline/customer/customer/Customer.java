package trunkline.customer.customer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import trunkline.customer.Refusals;
import trunkline.customer.validation.ContactMedia;
import trunkline.platform.json.Json;
import trunkline.platform.retention.Remains;
import trunkline.platform.retention.Retention;
import trunkline.platform.tmf.Lifecycle;
import trunkline.platform.tmf.PersonalData;
import trunkline.platform.tmf.PersonalData.Mask;
import trunkline.platform.tmf.Referrer;
import trunkline.platform.tmf.ResourceRules;
import trunkline.platform.tmf.ResourceType;
import trunkline.platform.values.Periods;

/**
 * A party in the role of customer (TMF629). It is a customer from {@code validFor.startDateTime}
 * until it is Closed; who comes back is Active again and the end is taken away. The party may be
 * kept elsewhere, so a reference to one that isn't here is allowed.
 */
public final class Customer implements ResourceRules {
  public static final ResourceType TYPE =
      ResourceType.named("customer")
          .api("/tmf-api/customerManagement/v4")
          .table("customer")
          .schema("customer.schema.json")
          .mandatory("name", "engagedParty")
          .column("name", "name")
          .column("status", "status")
          .column("engagedParty.id", "party_id")
          .lifecycle(
              Lifecycle.of("status")
                  .entry("Initialized", "Validated", "Active", "Suspended", "Closed")
                  .from("Initialized", "Validated", "Active", "Closed")
                  .from("Validated", "Active", "Closed")
                  .from("Active", "Suspended", "Closed")
                  .from("Suspended", "Active", "Closed")
                  .from("Closed", "Active"))
          .personal(
              PersonalData.of(Mask.INITIAL, "name", "engagedParty.name", "relatedParty.name")
                  .and(Mask.INITIAL, "account.name")
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
                      "contactMedium.characteristic.socialNetworkId")
                  .and(Mask.ALL, "creditProfile"))
          .belongsTo("engagedParty.id")
          .retention(
              Retention.CONTRACT,
              Remains.of("status", "validFor.startDateTime", "validFor.endDateTime")
                  .and("characteristic", "segment", "monthlyRecurringCharge", "totalCharges")
                  .and("characteristic", "tenureMonths", "churned"))
          .runsIn("Active", "Suspended")
          .refersTo("engagedParty", "relatedParty", "account")
          .rules(new Customer())
          .keptBy(
              new Referrer("billing_account", "party_id"),
              new Referrer("party_account", "party_id"),
              new Referrer("settlement_account", "party_id"))
          .build();

  private Customer() {}

  @Override
  public void complete(ObjectNode customer, Instant now) {
    ContactMedia.complete(customer);
    ObjectNode period =
        customer.path("validFor") instanceof ObjectNode given
            ? given
            : Json.mapper().createObjectNode();
    if (!period.hasNonNull("startDateTime")) {
      period.put("startDateTime", now.toString());
    }
    if (!customer.path("status").asText().equals("Closed")) {
      period.remove("endDateTime");
    } else if (!period.hasNonNull("endDateTime")) {
      period.put("endDateTime", now.toString());
    }
    customer.set("validFor", period);
  }

  @Override
  public void check(ObjectNode customer) {
    Periods.check(customer.path("validFor"), "validFor");
  }

  @Override
  public void checkChange(ObjectNode before, ObjectNode after) {
    JsonNode party = before.path("engagedParty").path("id");
    if (!party.equals(after.path("engagedParty").path("id"))) {
      throw Refusals.partyReplaced().asException();
    }
  }
}

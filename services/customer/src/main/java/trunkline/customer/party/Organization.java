package trunkline.customer.party;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import trunkline.customer.validation.ContactMedia;
import trunkline.platform.tmf.Lifecycle;
import trunkline.platform.tmf.PersonalData;
import trunkline.platform.tmf.PersonalData.Mask;
import trunkline.platform.tmf.Referrer;
import trunkline.platform.tmf.ResourceRules;
import trunkline.platform.tmf.ResourceType;
import trunkline.platform.values.Periods;

/** A company or other body (TMF632). Its name is public; its contacts are people's. */
public final class Organization implements ResourceRules {
  public static final ResourceType TYPE =
      ResourceType.named("organization")
          .api("/tmf-api/party/v4")
          .table("organization")
          .schema("organization.schema.json")
          .mandatory("tradingName")
          .column("tradingName", "trading_name")
          .lifecycle(
              Lifecycle.of("status")
                  .entry("initialized", "validated", "closed")
                  .from("initialized", "validated", "closed")
                  .from("validated", "initialized", "closed")
                  .from("closed"))
          .personal(
              PersonalData.of(Mask.EMAIL, "contactMedium.characteristic.emailAddress")
                  .and(
                      Mask.LAST_TWO,
                      "contactMedium.characteristic.phoneNumber",
                      "contactMedium.characteristic.faxNumber")
                  .and(Mask.INITIAL, "relatedParty.name"))
          .refersTo(
              "relatedParty",
              "organizationParentRelationship.organization",
              "organizationChildRelationship.organization")
          .rules(new Organization())
          .keptBy(
              new Referrer("customer", "party_id"),
              new Referrer("billing_account", "party_id"),
              new Referrer("party_account", "party_id"),
              new Referrer("settlement_account", "party_id"))
          .build();

  private Organization() {}

  @Override
  public void complete(ObjectNode organization, Instant now) {
    ContactMedia.complete(organization);
  }

  @Override
  public void check(ObjectNode organization) {
    Periods.check(organization.path("existsDuring"), "existsDuring");
  }
}

package trunkline.customer.account;

import java.util.List;
import trunkline.platform.retention.Retention;
import trunkline.platform.tmf.ResourceType;

/** The seven resources of account management (TMF666). */
public final class Accounts {
  private static final String API = "/tmf-api/accountManagement/v4";

  private static final ResourceType PARTY_ACCOUNT =
      account("partyAccount", "party_account")
          .mandatory("name", "relatedParty")
          .column("name", "name")
          .build();

  private static final ResourceType BILLING_ACCOUNT =
      account("billingAccount", "billing_account")
          .mandatory("name", "relatedParty")
          .column("name", "name")
          .build();

  private static final ResourceType SETTLEMENT_ACCOUNT =
      account("settlementAccount", "settlement_account")
          .mandatory("name", "relatedParty")
          .column("name", "name")
          .build();

  private static final ResourceType FINANCIAL_ACCOUNT =
      account("financialAccount", "financial_account")
          .mandatory("name")
          .column("name", "name")
          .build();

  private static final ResourceType BILLING_CYCLE_SPECIFICATION =
      reference("billingCycleSpecification", "billing_cycle_specification");

  private static final ResourceType BILL_FORMAT = reference("billFormat", "bill_format");

  private static final ResourceType BILL_PRESENTATION_MEDIA =
      reference("billPresentationMedia", "bill_presentation_media");

  public static final List<ResourceType> TYPES =
      List.of(
          PARTY_ACCOUNT,
          BILLING_ACCOUNT,
          SETTLEMENT_ACCOUNT,
          FINANCIAL_ACCOUNT,
          BILLING_CYCLE_SPECIFICATION,
          BILL_FORMAT,
          BILL_PRESENTATION_MEDIA);

  private Accounts() {}

  private static ResourceType.Builder account(String name, String table) {
    return ResourceType.named(name)
        .api(API)
        .table(table)
        .schema(name + ".schema.json")
        .lifecycle(Account.lifecycle())
        .personal(Account.PERSONAL)
        .belongsTo("relatedParty.0.id")
        .retention(Retention.ACCOUNTING, Account.BOOKS)
        .runsIn("active", "suspended")
        .refersTo("relatedParty", "financialAccount", "accountRelationship.account")
        .rules(Account.RULES);
  }

  private static ResourceType reference(String name, String table) {
    return ResourceType.named(name)
        .api(API)
        .table(table)
        .schema(name + ".schema.json")
        .mandatory("name")
        .build();
  }
}

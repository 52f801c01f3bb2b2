package trunkline.customer;

import java.util.List;
import java.util.Optional;
import trunkline.platform.tmf.contract.Specimen;
import trunkline.platform.tmf.contract.Specimen.Moves;

/** A valid body of each of the ten resources, and what is special about each. */
public final class Specimens {
  private static final String ACCOUNTS = "/tmf-api/accountManagement/v4/";
  private static final Moves ACCOUNT_MOVES =
      new Moves("state", "active", "suspended", "closed", "active");

  public static final Specimen INDIVIDUAL =
      new Specimen(
          "/tmf-api/party/v4/individual",
          """
          {"givenName":"Jane","familyName":"Roe","birthDate":"1980-02-29","title":"Dr","contactMedium":[
            {"mediumType":"email","preferred":true,"characteristic":{"emailAddress":"jane@example.org"}},
            {"mediumType":"phone","characteristic":{"phoneNumber":"+4930901820"}}]}
          """,
          List.of("givenName", "familyName"),
          "title",
          Optional.of("familyName"),
          Optional.of(new Moves("status", "initialized", "validated", "deceaded", "validated")));

  public static final Specimen ORGANIZATION =
      new Specimen(
          "/tmf-api/party/v4/organization",
          """
          {"tradingName":"Roe Ltd","isLegalEntity":true,"existsDuring":{"startDateTime":"2001-01-01T00:00:00Z"}}
          """,
          List.of("tradingName"),
          "organizationType",
          Optional.empty(),
          Optional.of(new Moves("status", "initialized", "validated", "closed", "validated")));

  public static final Specimen CUSTOMER =
      new Specimen(
          "/tmf-api/customerManagement/v4/customer",
          """
          {"name":"Jane Roe","engagedParty":{"id":"party-of-another-system","@referredType":"Individual"},
           "validFor":{"startDateTime":"2020-01-01T00:00:00Z"}}
          """,
          List.of("name", "engagedParty"),
          "statusReason",
          Optional.of("name"),
          Optional.of(new Moves("status", "Active", "Suspended", "Closed", "Suspended")));

  public static final Specimen PARTY_ACCOUNT = ownedAccount("partyAccount");
  public static final Specimen BILLING_ACCOUNT = ownedAccount("billingAccount");
  public static final Specimen SETTLEMENT_ACCOUNT = ownedAccount("settlementAccount");

  public static final Specimen FINANCIAL_ACCOUNT =
      new Specimen(
          ACCOUNTS + "financialAccount",
          """
          {"name":"Ledger 1","creditLimit":{"unit":"EUR","value":100.50}}
          """,
          List.of("name"),
          "description",
          Optional.of("name"),
          Optional.of(ACCOUNT_MOVES));

  public static final Specimen BILLING_CYCLE_SPECIFICATION =
      reference(
          "billingCycleSpecification",
          "{\"name\":\"monthly\",\"billingDateShift\":3,\"frequency\":\"monthly\"}");
  public static final Specimen BILL_FORMAT = reference("billFormat", "{\"name\":\"detailed\"}");
  public static final Specimen BILL_PRESENTATION_MEDIA =
      reference("billPresentationMedia", "{\"name\":\"paper\"}");

  public static final List<Specimen> ALL =
      List.of(
          INDIVIDUAL,
          ORGANIZATION,
          CUSTOMER,
          PARTY_ACCOUNT,
          BILLING_ACCOUNT,
          SETTLEMENT_ACCOUNT,
          FINANCIAL_ACCOUNT,
          BILLING_CYCLE_SPECIFICATION,
          BILL_FORMAT,
          BILL_PRESENTATION_MEDIA);

  private Specimens() {}

  private static Specimen ownedAccount(String name) {
    return new Specimen(
        ACCOUNTS + name,
        """
        {"name":"Account 1","relatedParty":[{"id":"party-of-another-system","role":"owner"}],
         "creditLimit":{"unit":"EUR","value":100.50}}
        """,
        List.of("name", "relatedParty"),
        "description",
        Optional.of("name"),
        Optional.of(ACCOUNT_MOVES));
  }

  private static Specimen reference(String name, String body) {
    return new Specimen(
        ACCOUNTS + name, body, List.of("name"), "description", Optional.empty(), Optional.empty());
  }
}

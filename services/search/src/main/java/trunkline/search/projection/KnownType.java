package trunkline.search.projection;

import java.util.List;
import java.util.Optional;

/**
 * A resource type of another service, by the contracts: whose log brings it and where it is read. A
 * type that is not here is indexed all the same, but belongs to no part of a customer.
 */
public record KnownType(String name, String service, String path) {
  private static final String PARTY = "/tmf-api/party/v4/";
  private static final String ACCOUNT = "/tmf-api/accountManagement/v4/";
  private static final String RESOURCE = "/tmf-api/resourceInventoryManagement/v4/";
  private static final String PRIVACY = "/tmf-api/privacyManagement/v4/";

  public static final String CUSTOMER = "customer";
  public static final List<String> PARTIES = List.of("individual", "organization");
  public static final List<String> ACCOUNTS =
      List.of("billingAccount", "partyAccount", "settlementAccount", "financialAccount");
  public static final List<String> PRODUCTS = List.of("product");
  public static final List<String> DEVICES =
      List.of("resource", "logicalResource", "physicalResource");

  private static final List<KnownType> ALL =
      List.of(
          new KnownType("individual", "customer", PARTY + "individual"),
          new KnownType("organization", "customer", PARTY + "organization"),
          new KnownType(CUSTOMER, "customer", "/tmf-api/customerManagement/v4/customer"),
          new KnownType("billingAccount", "customer", ACCOUNT + "billingAccount"),
          new KnownType("partyAccount", "customer", ACCOUNT + "partyAccount"),
          new KnownType("settlementAccount", "customer", ACCOUNT + "settlementAccount"),
          new KnownType("financialAccount", "customer", ACCOUNT + "financialAccount"),
          new KnownType("product", "subscription", "/tmf-api/productInventory/v4/product"),
          new KnownType("resource", "device", RESOURCE + "resource"),
          new KnownType("logicalResource", "device", RESOURCE + "logicalResource"),
          new KnownType("physicalResource", "device", RESOURCE + "physicalResource"),
          new KnownType(
              "partyInteraction", "interaction", "/tmf-api/partyInteraction/v4/partyInteraction"),
          new KnownType("troubleTicket", "ticket", "/tmf-api/troubleTicket/v4/troubleTicket"),
          new KnownType("partyPrivacyProfile", "consent", PRIVACY + "partyPrivacyProfile"),
          new KnownType("partyPrivacyAgreement", "consent", PRIVACY + "partyPrivacyAgreement"),
          new KnownType(
              "digitalIdentity",
              "identification",
              "/tmf-api/digitalIdentityManagement/v4/digitalIdentity"));

  /** Every service whose log is followed. */
  public static final List<String> SERVICES =
      List.of(
          "customer",
          "subscription",
          "device",
          "interaction",
          "ticket",
          "consent",
          "identification");

  public static Optional<KnownType> find(String name) {
    return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
  }
}

package trunkline.search.view;

import java.util.List;
import trunkline.search.projection.KnownType;

/**
 * One part of a customer, as another service tells of it.
 *
 * @param name the attribute of the answer
 * @param service whose log it comes from
 * @param types resources that it holds
 * @param closed states ({@code status}) that are left out
 * @param most how many are shown, the latest first
 */
record Part(String name, String service, List<String> types, List<String> closed, int most) {
  static final Part CUSTOMER =
      new Part("customer", "customer", List.of(KnownType.CUSTOMER), List.of(), 50);
  static final Part PARTY = new Part("party", "customer", KnownType.PARTIES, List.of(), 1);

  /** Found by whom they belong to. */
  static final List<Part> BELONGINGS =
      List.of(
          new Part("account", "customer", KnownType.ACCOUNTS, List.of(), 50),
          new Part("product", "subscription", KnownType.PRODUCTS, List.of(), 100),
          new Part("device", "device", KnownType.DEVICES, List.of(), 100),
          new Part(
              "troubleTicket",
              "ticket",
              List.of("troubleTicket"),
              List.of("resolved", "closed", "cancelled", "rejected"),
              50),
          new Part("interaction", "interaction", List.of("partyInteraction"), List.of(), 20),
          new Part(
              "consent",
              "consent",
              List.of("partyPrivacyProfile", "partyPrivacyAgreement"),
              List.of(),
              50),
          new Part("identity", "identification", List.of("digitalIdentity"), List.of(), 20));
}

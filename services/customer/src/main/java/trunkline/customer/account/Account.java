package trunkline.customer.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import trunkline.customer.validation.Ibans;
import trunkline.platform.retention.Remains;
import trunkline.platform.tmf.Lifecycle;
import trunkline.platform.tmf.PersonalData;
import trunkline.platform.tmf.PersonalData.Mask;
import trunkline.platform.tmf.ResourceRules;
import trunkline.platform.values.Amounts;

/**
 * What party, billing, settlement and financial accounts have in common (TMF666): money, life
 * cycle, who may see what.
 */
final class Account implements ResourceRules {
  static final ResourceRules RULES = new Account();

  static final PersonalData PERSONAL =
      PersonalData.of(Mask.INITIAL, "name", "relatedParty.name", "contact.contactName")
          .and(Mask.INITIAL, "financialAccount.name", "accountRelationship.account.name")
          .and(Mask.ALL, "contact.contactMedium", "taxExemption", "paymentPlan")
          .and(Mask.LAST_TWO, "defaultPaymentMethod.iban");

  /** What the books need: figures and states. */
  static final Remains BOOKS =
      Remains.of(
          "state",
          "creditLimit.unit",
          "creditLimit.value",
          "accountBalance.amount.unit",
          "accountBalance.amount.value");

  private Account() {}

  /** Defined before it is used, suspended when it isn't paid, closed for good. */
  static Lifecycle.Builder lifecycle() {
    return Lifecycle.of("state")
        .entry("active", "defined", "suspended", "closed")
        .from("defined", "active", "closed")
        .from("active", "suspended", "closed")
        .from("suspended", "active", "closed")
        .from("closed");
  }

  @Override
  public void complete(ObjectNode account, Instant now) {
    Ibans.complete(account.path("defaultPaymentMethod"), "defaultPaymentMethod");
    JsonNode plans = account.path("paymentPlan");
    for (int i = 0; i < plans.size(); i++) {
      Ibans.complete(plans.get(i).path("paymentMethod"), "paymentPlan." + i + ".paymentMethod");
    }
  }

  @Override
  public void check(ObjectNode account) {
    Amounts.checkCurrency(account.path("creditLimit"), "creditLimit");
    Amounts.checkNotNegative(account.path("creditLimit"), "creditLimit");
    JsonNode balances = account.path("accountBalance");
    for (int i = 0; i < balances.size(); i++) {
      Amounts.checkCurrency(balances.get(i).path("amount"), "accountBalance." + i + ".amount");
    }
  }
}

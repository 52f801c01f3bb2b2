package trunkline.customer;

import trunkline.platform.refusal.Refusal;

/**
 * Every "no" of this service's own; what all services share stands in {@link
 * trunkline.platform.refusal.KernelRefusals}.
 */
public final class Refusals {
  private Refusals() {}

  public static Refusal invalidEmail(String path) {
    return new Refusal(
        400,
        "invalidEmail",
        "An e-mail address is not valid",
        "Correct " + path + ", or leave it out");
  }

  public static Refusal invalidPhone(String path) {
    return new Refusal(
        400,
        "invalidPhone",
        "A phone number is not valid",
        "Write "
            + path
            + " with its country code (+49…), or give the contact medium's country as two letters");
  }

  public static Refusal invalidIban(String path) {
    return new Refusal(
        400,
        "invalidIban",
        "An IBAN is not valid",
        "Check length, country and check digits of " + path);
  }

  public static Refusal invalidCurrency(String path) {
    return new Refusal(
        400,
        "invalidCurrency",
        "A currency is not valid",
        "Write " + path + " as an ISO 4217 code such as EUR");
  }

  public static Refusal negativeAmount(String path) {
    return new Refusal(
        422,
        "negativeAmount",
        "An amount may not be negative here",
        "Give " + path + " a value of 0 or more");
  }

  public static Refusal bornInFuture() {
    return new Refusal(422, "bornInFuture", "A birth date lies in the future", "Correct birthDate");
  }

  public static Refusal diedBeforeBirth() {
    return new Refusal(
        422,
        "diedBeforeBirth",
        "A death date lies before the birth date",
        "Correct birthDate or deathDate");
  }

  public static Refusal deathDateOfLiving() {
    return new Refusal(
        422,
        "deathDateOfLiving",
        "Only a deceased person has a death date",
        "Set status to deceaded, or leave deathDate out");
  }

  public static Refusal partyReplaced() {
    return new Refusal(
        422,
        "partyReplaced",
        "A customer can't change who it is",
        "Create another customer for the other party; engagedParty.id is fixed");
  }
}

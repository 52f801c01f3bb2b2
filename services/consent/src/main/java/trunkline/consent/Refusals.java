package trunkline.consent;

import trunkline.platform.refusal.Refusal;

/**
 * Every "no" of this service's own; what all services share stands in {@link
 * trunkline.platform.refusal.KernelRefusals}. A withdrawal meets none of them.
 */
public final class Refusals {
  private Refusals() {}

  // specifications

  public static Refusal specificationFixed() {
    return conflict(
        "specificationFixed",
        "People have seen this specification as it is; post it anew with another version");
  }

  public static Refusal specificationEmpty() {
    return invalid(
        "specificationEmpty",
        "A specification without characteristics can't be Active",
        "Give partyPrivacyProfileSpecCharacteristic at least one element");
  }

  public static Refusal nameTwice(String attribute) {
    return invalid(
        "nameTwice",
        "Two characteristics have the same name",
        "Give each element of " + attribute + " another name");
  }

  public static Refusal purposeTwice(String purpose) {
    return invalid(
        "purposeTwice",
        "Two characteristics have the same purpose",
        "Let one characteristic alone have privacyUsagePurpose " + purpose);
  }

  public static Refusal consentValues(String name) {
    return invalid(
        "consentValues",
        "A consent is granted or denied",
        "List granted and denied as the values of " + name + ", or give it no privacyUsagePurpose");
  }

  public static Refusal grantedByDefault(String name) {
    return invalid(
        "grantedByDefault",
        "A consent can't be granted by default",
        "Make denied the default of " + name + " (GDPR, article 25(2))");
  }

  public static Refusal severalDefaults(String name) {
    return invalid(
        "severalDefaults", "A characteristic has one default", "Keep one isDefault in " + name);
  }

  public static Refusal invalidPeriod(String name) {
    return invalid(
        "invalidPeriod",
        "A period is not valid",
        "Write grantedFor of "
            + name
            + " as an ISO 8601 period of a day to 100 years, such as P2Y");
  }

  public static Refusal regexUnsupported(String name) {
    return invalid(
        "regexUnsupported",
        "Values can't be described by a regular expression",
        "List the values of " + name + ", or give valueFrom and valueTo");
  }

  // profiles

  public static Refusal unknownReference(String path) {
    return invalid("unknownReference", "Something referred to is not there", "Correct " + path);
  }

  public static Refusal unknownCharacteristic(String name) {
    return invalid(
        "unknownCharacteristic",
        "The specification has no such characteristic",
        "Leave " + name + " out, or refer to a specification that has it");
  }

  public static Refusal valueNotAllowed(String name) {
    return invalid(
        "valueNotAllowed",
        "The specification does not allow this value",
        "Give " + name + " one of the values that the specification lists");
  }

  public static Refusal evidenceMissing(String path) {
    return invalid(
        "evidenceMissing",
        "A grant needs evidence",
        "Give " + path + " evidence with channel, textVersion, and ipAddress or documentReference");
  }

  public static Refusal evidenceReused(String path) {
    return invalid(
        "evidenceReused",
        "A new grant needs new evidence",
        "The evidence of " + path + " proves an earlier statement; send that of this one");
  }

  public static Refusal saidInFuture(String path) {
    return invalid("saidInFuture", "Evidence lies in the future", "Correct evidence.at of " + path);
  }

  public static Refusal invalidAddress(String path) {
    return invalid(
        "invalidAddress",
        "An IP address is not valid",
        "Write evidence.ipAddress of " + path + " as IPv4 or IPv6");
  }

  public static Refusal historyFull(String path) {
    return conflict(
        "historyFull",
        "So much was said on " + path + " that only a withdrawal is taken; make a new profile");
  }

  public static Refusal validityWithoutEvidence(String path) {
    return invalid(
        "validityWithoutEvidence",
        "How long a grant lasts is part of what was said",
        "Send evidence with the new validFor of " + path + ", or leave validFor out");
  }

  public static Refusal validityRewritten(String attribute) {
    return conflict(
        "validityRewritten",
        "An agreed profile's validFor."
            + attribute
            + " can only be an endDateTime that comes"
            + " earlier, and not before now");
  }

  public static Refusal specificationNotActive() {
    return conflict("specificationNotActive", "Grant under a specification whose status is Active");
  }

  public static Refusal profileEnded() {
    return conflict(
        "profileEnded", "This profile has ended: terminate it and make a new one to grant anew");
  }

  public static Refusal profileMoved(String path) {
    return invalid(
        "profileMoved",
        "A profile stays with its party and its specification",
        "Create another profile; " + path + " is fixed");
  }

  // agreements

  public static Refusal agreementFixed() {
    return conflict("agreementFixed", "What was decided on stays as it is; make another agreement");
  }

  // decisions

  public static Refusal askedAhead() {
    return new Refusal(
        400,
        "askedAhead",
        "Nobody knows what people will say",
        "Leave at out for now, or give an instant that has passed");
  }

  public static Refusal invalidQuestion(String detail) {
    return new Refusal(400, "invalidQuestion", "The question is not valid", detail);
  }

  private static Refusal invalid(String code, String reason, String message) {
    return new Refusal(422, code, reason, message);
  }

  private static Refusal conflict(String code, String message) {
    return new Refusal(409, code, "The resource's state does not allow this", message);
  }
}

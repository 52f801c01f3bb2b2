package trunkline.device;

import trunkline.platform.refusal.Refusal;

/**
 * Every "no" of this service's own; what all services share stands in {@link
 * trunkline.platform.refusal.KernelRefusals}.
 */
public final class Refusals {
  private Refusals() {}

  // 400, 422: what is written is not right

  public static Refusal invalidIdentifier(String name, String path, String rule) {
    return new Refusal(
        400,
        "invalidIdentifier",
        "An identifier is not valid",
        "Write the %s at %s.value as text of %s".formatted(name, path, rule));
  }

  public static Refusal identifierTwice(String name) {
    return new Refusal(
        422,
        "identifierTwice",
        "An identifier is given twice",
        "Leave one characteristic " + name + " out");
  }

  public static Refusal kindChanged() {
    return new Refusal(
        422,
        "kindChanged",
        "A resource can't become one of another kind",
        "Create another resource; a SIM, a profile, a handset and a number keep their @type");
  }

  public static Refusal ownerMissing(String state) {
    return new Refusal(
        422,
        "ownerMissing",
        "Somebody must have it",
        "What is " + state + " has a relatedParty with the role owner; give one, or use assign");
  }

  public static Refusal ownerOfNobodys(String state) {
    return new Refusal(
        422,
        "ownerOfNobodys",
        "Nobody can have it",
        "What is " + state + " has no owner; take that relatedParty out, or use release or assign");
  }

  public static Refusal cardNotHere() {
    return new Refusal(
        422,
        "cardNotHere",
        "The card that a number relies on is not here",
        "Give resourceRelationship the id of a SIM or eSIM profile of this API");
  }

  public static Refusal notACard() {
    return new Refusal(
        422,
        "notACard",
        "A number relies on a SIM or an eSIM profile",
        "Give resourceRelationship, or the operation, the id of one of these");
  }

  public static Refusal notANumber() {
    return new Refusal(
        422, "notANumber", "Only a number can be ported out", "Give the id of an Msisdn");
  }

  public static Refusal notExchangeable() {
    return new Refusal(
        422,
        "notExchangeable",
        "These two can't take each other's place",
        "Swap a card for a card or a device for one of its kind; a number is released and assigned");
  }

  // 409: the state does not allow it

  public static Refusal identifierFixed(String name) {
    return new Refusal(
        409,
        "identifierFixed",
        "What a resource is known by is fixed once it was in use",
        "Swap the resource for another one with the right " + name);
  }

  public static Refusal stillInUse(String state) {
    return new Refusal(
        409,
        "stillInUse",
        "Only what is in stock or retired can be deleted",
        "It is " + state + "; release or retire it first");
  }

  public static Refusal numberOnCard() {
    return new Refusal(
        409,
        "numberOnCard",
        "A number in use relies on a card in use",
        "Assign both first; swap the card, or port the number out or release it, before either ends");
  }

  public static Refusal ownersDiffer() {
    return new Refusal(
        409,
        "ownersDiffer",
        "A number and its card belong to one owner",
        "Give both the same owner, or take the card out of the number's resourceRelationship");
  }

  public static Refusal ofAnother() {
    return new Refusal(
        409,
        "ofAnother",
        "It belongs to somebody else",
        "Release it, or take one that is available");
  }

  public static Refusal blocked() {
    return new Refusal(
        409, "blocked", "It is blocked", "Set its lifecycleState to assigned first, or swap it");
  }

  public static Refusal nothingToSwap(String state) {
    return new Refusal(
        409,
        "nothingToSwap",
        "Only what is in use can be swapped",
        "It is " + state + "; assign the other one instead");
  }
}

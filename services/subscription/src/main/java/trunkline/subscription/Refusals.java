package trunkline.subscription;

import trunkline.platform.refusal.Refusal;

/**
 * Every "no" of this service's own; what all services share stands in {@link
 * trunkline.platform.refusal.KernelRefusals}.
 */
public final class Refusals {
  private Refusals() {}

  // 409: the product's state, or another product, does not allow it

  public static Refusal ended(String status) {
    return new Refusal(
        409,
        "productEnded",
        "A product that has ended can't be changed",
        "It is " + status + "; only its note can change. Create a new product instead");
  }

  public static Refusal stillLives(String status) {
    return new Refusal(
        409,
        "productLives",
        "Only what has not begun or has ended can be deleted",
        "It is " + status + "; set its status to terminated or cancelled first");
  }

  public static Refusal stillBundled() {
    return new Refusal(
        409,
        "stillBundled",
        "A bundle or a part of one can't be deleted by itself",
        "Take it out of the other product's productRelationship, or end that product, first");
  }

  // 422: dates

  public static Refusal notYet(String date, String status) {
    return new Refusal(
        422,
        "notYet",
        "A date lies in the future",
        "What is " + status + " has a " + date + " of now or before; correct it or leave it out");
  }

  public static Refusal terminationDateOfLiving() {
    return new Refusal(
        422,
        "terminationDateOfLiving",
        "Only a product that ends has a termination date",
        "Set status to pendingTerminate or terminated, or set terminationDate to null");
  }

  public static Refusal termWithoutDuration(String path) {
    return new Refusal(
        422, "termWithoutDuration", "A term lasts longer than nothing", "Correct " + path);
  }

  // 422: prices and characteristics

  public static Refusal amountsDisagree(String path) {
    return new Refusal(
        422,
        "amountsDisagree",
        "A price without tax and the one with tax disagree",
        "In "
            + path
            + ", taxIncludedAmount must be dutyFreeAmount plus taxRate percent, in the same unit");
  }

  public static Refusal characteristicTwice(String path) {
    return new Refusal(
        422,
        "characteristicTwice",
        "A characteristic is given twice",
        path + " is the name of another one too; give each name once");
  }

  public static Refusal valueOfAnotherType(String path, String type) {
    return new Refusal(
        422,
        "valueOfAnotherType",
        "A value is not of the type that it says it has",
        "Write " + path + ".value as " + type + ", or correct its valueType");
  }

  // 422: bundles

  public static Refusal notABundle() {
    return new Refusal(
        422,
        "notABundle",
        "A product with parts is a bundle",
        "Set isBundle of the product that bundles the others to true");
  }

  public static Refusal notHere() {
    return new Refusal(
        422,
        "productNotHere",
        "A bundle or a part is not here",
        "Create the product that productRelationship names first; its id must be one of this API");
  }

  public static Refusal ofAnotherParty() {
    return new Refusal(
        422,
        "partOfAnotherParty",
        "A bundle and its parts belong to one party",
        "Give the bundle and the part the same first relatedParty");
  }

  public static Refusal inTwoBundles() {
    return new Refusal(
        422,
        "inTwoBundles",
        "A product is part of one bundle at most",
        "Take it out of the other bundle first");
  }

  public static Refusal circle() {
    return new Refusal(
        422,
        "bundleCircle",
        "A bundle can't be a part of itself",
        "Take one of the products out of productRelationship");
  }

  public static Refusal bundleEnded() {
    return new Refusal(
        422,
        "bundleEnded",
        "A bundle that has ended has no living part",
        "Name another bundle, or end the part too");
  }

  public static Refusal tooManyParts(int most) {
    return new Refusal(
        422, "tooManyParts", "A bundle has too many parts", "Give it at most " + most + " parts");
  }
}

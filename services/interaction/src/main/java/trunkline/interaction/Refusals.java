package trunkline.interaction;

import trunkline.platform.refusal.Refusal;

/**
 * Every "no" of this service's own; what all services share stands in {@link
 * trunkline.platform.refusal.KernelRefusals}.
 */
final class Refusals {
  private Refusals() {}

  static Refusal completed(String attribute) {
    return new Refusal(
        409,
        "interactionCompleted",
        "A completed interaction keeps what it says",
        "Leave " + attribute + " as it is; correct it by a note, or record another interaction");
  }

  static Refusal onlyAddedTo(String attribute) {
    return new Refusal(
        409,
        "onlyAddedTo",
        "A completed interaction can only be added to",
        "Leave the elements of "
            + attribute
            + " as they are, in their order, and put new ones behind them");
  }

  static Refusal partOfTheRecord() {
    return new Refusal(
        409,
        "partOfTheRecord",
        "An interaction that took place is not deleted",
        "Only one that is opened and has no interactionItem can be deleted; complete it instead");
  }

  static Refusal relatedToItself() {
    return new Refusal(
        422,
        "relatedToItself",
        "An interaction is not related to itself",
        "Give interactionRelationship the id of another interaction");
  }
}

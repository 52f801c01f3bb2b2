package trunkline.ticket;

import java.time.Duration;
import trunkline.platform.refusal.Refusal;

/**
 * Every "no" of this service's own; what all services share stands in {@link
 * trunkline.platform.refusal.KernelRefusals}.
 */
final class Refusals {
  private Refusals() {}

  static Refusal dateInFuture(String path) {
    return new Refusal(
        422, "dateInFuture", "A date lies in the future", "Correct " + path + ", or leave it out");
  }

  static Refusal invalidHistory(String rule) {
    return new Refusal(
        422,
        "invalidHistory",
        "A status history does not hold together",
        "Correct statusChange, so that " + rule + ", or leave it out");
  }

  static Refusal reopenExpired(Duration within) {
    return new Refusal(
        409,
        "reopenExpired",
        "The ticket was resolved too long ago",
        "A ticket is reopened within "
            + within.toDays()
            + " days; open another one and relate it to this by troubleTicketRelationship");
  }

  static Refusal requestedBeforeCreated() {
    return new Refusal(
        422,
        "requestedBeforeCreated",
        "A resolution is wanted before the ticket existed",
        "Correct requestedResolutionDate");
  }

  static Refusal oneOnly(String array, String kind) {
    return new Refusal(
        422,
        "oneOnly",
        "There can be one only",
        "Leave one element of " + array + " that is the " + kind);
  }

  static Refusal relatedTwice() {
    return new Refusal(
        422,
        "relatedTwice",
        "Two tickets are related in one way once",
        "Take the repeated element out of troubleTicketRelationship");
  }

  static Refusal relatedToItself() {
    return new Refusal(
        422,
        "relatedToItself",
        "A ticket is not related to itself",
        "Give troubleTicketRelationship the id of another ticket");
  }

  static Refusal takenUp() {
    return new Refusal(
        409,
        "takenUp",
        "A ticket that was taken up is not deleted",
        "Only one that is and was only acknowledged can be deleted; cancel it instead");
  }
}

package trunkline.platform.tmf.hub;

import trunkline.platform.log.LogEvent;

/**
 * An event that a subscription has set aside.
 *
 * @param lastStatus what the subscriber answered last; 0 when it could not be reached or, with no
 *     attempts, was not asked
 */
record DeadLetter(LogEvent event, Reason reason, int attempts, int lastStatus) {

  /** Why it was parked. */
  enum Reason {
    /** The subscriber refused it for good (4xx). */
    REFUSED("refused"),
    /** The subscriber took nothing for as long as we are patient. */
    OUT_OF_PATIENCE("outOfPatience"),
    /** An earlier event of its resource is parked: order is kept. */
    BEHIND_ANOTHER("behindAnother");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }
}

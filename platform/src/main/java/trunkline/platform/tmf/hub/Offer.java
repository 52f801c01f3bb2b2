package trunkline.platform.tmf.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.tmf.hub.DeadLetter.Reason;
import trunkline.platform.tmf.hub.Health.Standing;

/**
 * Offers a subscriber what is new, event by event. One that isn't taken holds up those behind it
 * until the subscriber has refused it for good often enough, or has taken nothing for so long that
 * patience ends; then it is parked, later events of its resource behind it, and the others go on.
 * Once patience has ended, one failed attempt parks.
 */
final class Offer {
  private static final Logger LOG = LoggerFactory.getLogger(Offer.class);

  private final Subscription subscription;
  private final Health health;
  private final DeadLetters letters;
  private final Sender sender;
  private final HubConfig config;

  /** The event in hand, and how often it was offered. */
  private Position inHand = Position.START;

  private int attempts;

  Offer(Subscription subscription, HubParts parts) {
    this.subscription = subscription;
    this.health = parts.health();
    this.letters = parts.letters();
    this.sender = parts.sender();
    this.config = parts.config();
  }

  /** Returns when the event was taken or parked, and throws when it shall be offered again. */
  void make(LogEvent event, ObjectNode notification, Standing standing)
      throws IOException, InterruptedException {
    if (standing.isBlocked(event) && letters.parkBehind(subscription, event)) {
      return;
    }
    Attempt attempt = sender.send(subscription, notification);
    if (attempt.isTaken()) {
      if (standing.isFailing()) {
        health.recovered(subscription);
        standing.recovered();
      }
      return;
    }
    standing.failed();
    attempts = event.position().equals(inHand) ? attempts + 1 : 1;
    inHand = event.position();
    boolean outOfPatience = health.failed(subscription, config.patience());
    if (attempt.isRefused() && attempts >= config.attempts()) {
      park(event, Reason.REFUSED, attempt, standing);
    } else if (outOfPatience) {
      park(event, Reason.OUT_OF_PATIENCE, attempt, standing);
    } else {
      throw new IOException("subscription " + subscription.id() + " " + attempt);
    }
  }

  private void park(LogEvent event, Reason reason, Attempt attempt, Standing standing) {
    letters.park(subscription, new DeadLetter(event, reason, attempts, attempt.status()));
    standing.block(event);
    LOG.warn(
        "subscription {} {}: event {} is parked ({})",
        subscription.id(),
        attempt,
        event.eventId(),
        reason.text());
  }
}

package trunkline.platform.tmf.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trunkline.platform.log.EventConsumer;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.tmf.hub.Health.Standing;

/**
 * Sends one subscription its events, each at least once and those of a resource in order: first
 * what is to be replayed, then what is new. {@code eventId} lets the subscriber see a repetition.
 */
final class HubDelivery implements EventConsumer {
  private final Subscription subscription;
  private final Notices notices;
  private final Health health;
  private final Offer offer;
  private final Replay replay;
  private volatile boolean replayDue;

  /** How far the batch in hand was sent: what was taken is not sent again with what was not. */
  private Position began = Position.START;

  private Position sent = Position.START;

  HubDelivery(Subscription subscription, Notices notices, HubParts parts) {
    this.subscription = subscription;
    this.notices = notices;
    this.health = parts.health();
    this.offer = new Offer(subscription, parts);
    this.replay = new Replay(subscription, notices, parts);
  }

  /** Letters were marked for replay. A hint from any thread; the marks are in the database. */
  void replaySoon() {
    replayDue = true;
  }

  @Override
  public boolean wantsTurn() {
    return replayDue;
  }

  @Override
  public Position resume(Position saved) {
    return saved.equals(began) ? sent : saved;
  }

  @Override
  public void accept(Position from, List<LogEvent> events)
      throws IOException, InterruptedException {
    if (replayDue) {
      replayDue = replay.someLetters();
    }
    if (!events.isEmpty()) {
      began = from;
      sent = from;
      offerAll(events);
      began = events.getLast().position();
      sent = began;
    }
  }

  private void offerAll(List<LogEvent> events) throws IOException, InterruptedException {
    List<LogEvent> concerning = events.stream().filter(notices::concern).toList();
    List<ObjectNode> wanted = concerning.stream().map(notices::of).toList();
    Set<Integer> matching = notices.matching(wanted);
    if (matching.isEmpty()) {
      return;
    }
    List<String> resources = concerning.stream().map(LogEvent::resourceId).toList();
    Optional<Standing> standing = health.find(subscription, resources);
    for (int i = 0; i < wanted.size() && standing.isPresent(); i++) {
      if (matching.contains(i)) {
        offer.make(concerning.get(i), wanted.get(i), standing.get());
        sent = concerning.get(i).position();
      }
    }
  }
}

package trunkline.platform.tmf.hub;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.platform.log.EventLog;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;

/**
 * Sends a subscription the dead letters that are marked for it, in order, and removes each when it
 * was taken: killed at any moment, it goes on with the next, and at most the one in hand comes
 * twice. One that is not taken stays where it is, with its whole resource, until it is asked for
 * again. Only the owner of the subscription's cursor may call this.
 */
final class Replay {
  private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

  /** What is new gets its turn after so many. */
  private static final int SLICE = 50;

  private final Subscription subscription;
  private final Notices notices;
  private final DeadLetters letters;
  private final EventLog log;
  private final Sender sender;

  Replay(Subscription subscription, Notices notices, HubParts parts) {
    this.subscription = subscription;
    this.notices = notices;
    this.letters = parts.letters();
    this.log = parts.log();
    this.sender = parts.sender();
  }

  /** Replays some letters, up to the first that is not taken; true when there may be more. */
  boolean someLetters() throws InterruptedException {
    List<Position> positions = letters.toReplay(subscription, SLICE);
    Map<Position, LogEvent> events =
        log.at(positions).stream()
            .collect(Collectors.toMap(LogEvent::position, Function.identity()));
    for (Position position : positions) {
      LogEvent event = events.get(position);
      if (event == null) {
        LOG.warn("a dead letter points to {}, where the log has nothing", position.text());
      } else {
        Attempt attempt = sender.send(subscription, notices.of(event));
        if (!attempt.isTaken()) {
          letters.keep(subscription, event, attempt);
          return true;
        }
      }
      letters.remove(subscription, position);
    }
    return positions.size() == SLICE;
  }
}

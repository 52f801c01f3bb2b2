package trunkline.identification.verification;

import java.util.List;
import trunkline.identification.identifier.IdentifierRegister;
import trunkline.identification.identity.DigitalIdentity;
import trunkline.identification.identity.IdentityEnds;
import trunkline.platform.json.Json;
import trunkline.platform.log.EventConsumer;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;

/**
 * Follows this service's own log: when an identity ends, and whose identifiers are free because it
 * was revoked or deleted, whoever did that.
 */
final class IdentityFollower implements EventConsumer {
  private final IdentityEnds ends;
  private final IdentifierRegister identifiers;

  IdentityFollower(IdentityEnds ends, IdentifierRegister identifiers) {
    this.ends = ends;
    this.identifiers = identifiers;
  }

  @Override
  public void accept(Position from, List<LogEvent> events) {
    events.stream()
        .filter(event -> event.resourceType().equals(DigitalIdentity.TYPE.name()))
        .forEach(this::take);
  }

  private void take(LogEvent event) {
    ends.follow(event);
    boolean revoked = Json.parse(event.resource()).path("status").asText().equals("revoked");
    if (revoked || event.eventType().endsWith("DeleteEvent")) {
      identifiers.release(event.tenant(), event.resourceId());
    }
  }
}

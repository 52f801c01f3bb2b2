package trunkline.platform.tmf.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trunkline.platform.log.LogEvent;
import trunkline.platform.tmf.Representation;
import trunkline.platform.tmf.ResourceType;

/** What one subscription is told of the log's events. Safe to use from any thread. */
record Notices(
    Subscription subscription,
    Map<String, ResourceType> types,
    Representation representation,
    EventFilter filter) {

  /** Whether the event is of the subscription's tenant and API. */
  boolean concern(LogEvent event) {
    ResourceType type = types.get(event.resourceType());
    return type != null
        && type.api().equals(subscription.api())
        && event.tenant().equals(subscription.tenant());
  }

  /** The notification of an event that concerns the subscription. */
  ObjectNode of(LogEvent event) {
    ResourceType type = types.get(event.resourceType());
    if (type == null) {
      throw new IllegalStateException("no resource type " + event.resourceType());
    }
    return Notification.of(event, type, representation, subscription.masked());
  }

  /** Indexes of the notifications that the subscription's query lets through. */
  Set<Integer> matching(List<ObjectNode> notifications) {
    return filter.matching(subscription.query(), notifications);
  }
}

package trunkline.platform.tmf.reference;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import trunkline.platform.log.EventConsumer;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;

/**
 * Reacts to how the resources of a service stand now: of several events of one resource the last
 * counts, and none that was heeded already. A log that is read again from its start changes
 * nothing; one killed half way reacts again.
 */
final class Following implements EventConsumer {
  /** What is done about resources of one tenant; done again, it must do no harm. */
  @FunctionalInterface
  interface Reaction {
    void to(String tenant, List<LogEvent> latest);
  }

  private final Predicate<LogEvent> concerns;
  private final FollowedResources followed;
  private final Reaction reaction;

  Following(Predicate<LogEvent> concerns, FollowedResources followed, Reaction reaction) {
    this.concerns = concerns;
    this.followed = followed;
    this.reaction = reaction;
  }

  @Override
  public void accept(Position from, List<LogEvent> events) {
    Map<String, Map<String, LogEvent>> byTenant = new LinkedHashMap<>();
    for (LogEvent event : events) {
      if (concerns.test(event)) {
        byTenant
            .computeIfAbsent(event.tenant(), tenant -> new LinkedHashMap<>())
            .put(event.resourceType() + "/" + event.resourceId(), event);
      }
    }
    byTenant.forEach((tenant, latest) -> react(tenant, List.copyOf(latest.values())));
  }

  private void react(String tenant, List<LogEvent> latest) {
    List<LogEvent> news = followed.newer(tenant, latest);
    if (!news.isEmpty()) {
      reaction.to(tenant, news);
      followed.heeded(tenant, news);
    }
  }
}

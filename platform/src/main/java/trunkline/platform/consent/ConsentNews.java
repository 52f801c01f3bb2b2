package trunkline.platform.consent;

import java.util.List;
import java.util.stream.Collectors;
import trunkline.platform.log.EventConsumer;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;

/** Takes what the consent service tells into the table of the service that asks. */
final class ConsentNews implements EventConsumer {
  private final DecisionTable table;

  ConsentNews(DecisionTable table) {
    this.table = table;
  }

  @Override
  public void accept(Position from, List<LogEvent> events) {
    events.stream()
        .filter(event -> event.resourceType().equals(PrivacyProfile.RESOURCE))
        .collect(
            Collectors.groupingBy(
                LogEvent::tenant, Collectors.mapping(ProfileNews::of, Collectors.toList())))
        .forEach(table::note);
  }
}

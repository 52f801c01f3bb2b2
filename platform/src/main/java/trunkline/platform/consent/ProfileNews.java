package trunkline.platform.consent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trunkline.platform.json.Json;
import trunkline.platform.log.LogEvent;

/**
 * What one event says of a profile.
 *
 * @param lastWords for each purpose that the profile speaks of the last statement; empty when there
 *     is none, or when the profile is no more
 */
record ProfileNews(
    String partyId, String profileId, long version, Map<String, Optional<Statement>> lastWords) {

  static ProfileNews of(LogEvent event) {
    var profile =
        new PrivacyProfile(event.resourceId(), event.version(), Json.parse(event.resource()));
    boolean deleted = event.eventType().endsWith("DeleteEvent");
    var last = new LinkedHashMap<String, Optional<Statement>>();
    profile
        .statements()
        .forEach((purpose, said) -> last.put(purpose, deleted ? Optional.empty() : last(said)));
    return new ProfileNews(profile.partyId(), profile.id(), profile.version(), last);
  }

  private static Optional<Statement> last(List<Statement> said) {
    return said.isEmpty() ? Optional.empty() : Optional.of(said.getLast());
  }
}

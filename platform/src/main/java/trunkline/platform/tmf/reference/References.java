package trunkline.platform.tmf.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trunkline.platform.database.Database;
import trunkline.platform.feed.Peers;
import trunkline.platform.json.Json;
import trunkline.platform.log.Cursor;
import trunkline.platform.log.CursorConfig;
import trunkline.platform.log.CursorPositions;
import trunkline.platform.log.EventLog;
import trunkline.platform.log.EventSource;
import trunkline.platform.log.LogEvent;
import trunkline.platform.tmf.ResourceType;
import trunkline.platform.tmf.Resources;

/**
 * Keeps this service's references in agreement with the other services, and its own resources from
 * being deleted while others need them: follows whom its references name, and whoever guards its
 * resources, each with a cursor of its own.
 */
public final class References implements AutoCloseable {
  /**
   * How long the service's own references may disagree; not at once, for each look costs commits.
   */
  private static final CursorConfig AGREEMENT =
      CursorConfig.gathering(Duration.ofMillis(250)).inBatchesOf(1_000);

  private final String service;
  private final ReferenceRules rules = ReferenceRules.read();
  private final Database database;
  private final EventLog log;
  private final CursorPositions positions;
  private final Peers peers;
  private final ReferringResources referring;
  private final List<Cursor> cursors = new ArrayList<>();

  private References(
      String service,
      List<ResourceType> types,
      Resources resources,
      Database database,
      EventLog log,
      CursorPositions positions,
      Peers peers) {
    this.service = service;
    this.database = database;
    this.log = log;
    this.positions = positions;
    this.peers = peers;
    this.referring = new ReferringResources(types, resources, database, log);
  }

  /** Begins to follow, for as long as it isn't closed. */
  public static References start(
      String service,
      List<ResourceType> types,
      Resources resources,
      Database database,
      EventLog log,
      CursorPositions positions,
      Peers peers) {
    var references = new References(service, types, resources, database, log, positions, peers);
    references.followNames();
    references.followGuards();
    return references;
  }

  private void followNames() {
    if (referring.isEmpty()) {
      return;
    }
    for (String named : rules.names().keySet()) {
      var followed = new FollowedResources(database, named);
      follow(
          "names/" + named,
          named,
          new Following(
              event -> mayBeReferredTo(named, event),
              followed,
              (tenant, latest) -> latest.forEach(event -> agree(named, tenant, event))));
    }
  }

  /** What has just been created is not referred to yet: nobody knew its id. */
  private boolean mayBeReferredTo(String named, LogEvent event) {
    return rules.isNamed(named, event.resourceType()) && event.version() > 1;
  }

  private void agree(String named, String tenant, LogEvent event) {
    edit(named, event).ifPresent(edit -> referring.change(tenant, event.correlationId(), edit));
  }

  private Optional<ReferenceEdit> edit(String named, LogEvent event) {
    String id = event.resourceId();
    if (event.eventType().endsWith("DeleteEvent")) {
      return Optional.of(new ReferenceEdit.MarkDeleted(id));
    }
    JsonNode document = Json.parse(event.resource());
    return rules
        .nameOf(named, event.resourceType(), document)
        .map(name -> new ReferenceEdit.Rename(id, name));
  }

  private void followGuards() {
    rules
        .guardsOf(service)
        .forEach(
            (guarding, guards) -> {
              var references = new ForeignReferences(database, guarding, guards);
              var followed = new FollowedResources(database, guarding);
              follow(
                  "guards/" + guarding,
                  guarding,
                  new Following(references::concern, followed, references::write));
            });
  }

  private void follow(String cursor, String followed, Following following) {
    boolean own = followed.equals(service);
    EventSource source = own ? log : peers.log(followed);
    CursorConfig config = own ? AGREEMENT : CursorConfig.EAGER;
    cursors.add(Cursor.start(cursor, source, positions, config, following));
  }

  @Override
  public void close() {
    cursors.forEach(Cursor::close);
  }
}

package trunkline.bridge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import trunkline.bridge.load.LoadParts;
import trunkline.bridge.load.PlatformProblem;
import trunkline.bridge.reconcile.Reconciliation;
import trunkline.bridge.reconcile.Tally;
import trunkline.bridge.reconcile.Tally.Outcome;
import trunkline.platform.json.Json;
import trunkline.platform.landing.EventLine;
import trunkline.platform.landing.LandingConfig;
import trunkline.platform.landing.LandingWriter;
import trunkline.platform.log.LogEvent;
import trunkline.platform.log.Position;
import trunkline.platform.tmf.Representation;

/**
 * Tells the warehouse how far a run is: an event of the service {@code bridge} in the landing, as
 * each service's are, with counts alone and nothing of any row. The first chunk is told, then one a
 * minute, then the account. A process that is killed has said last what it had settled then.
 *
 * <p>The bridge keeps no log: a place in it is the moment, in milliseconds, or the next one after
 * what is landed. Telling the same twice does no harm; the last word counts.
 */
final class RunNews {
  private static final String SERVICE = "bridge";
  private static final String TYPE = "migrationRun";
  private static final Duration PACE = Duration.ofMinutes(1);

  /** Other bridges write to the same place; each loses a place to another a few times at most. */
  private static final int ATTEMPTS = 10;

  private final Optional<LandingConfig> landing;
  private final LoadParts parts;
  private final String source;
  private final InstantSource clock;
  private Instant toldAt = Instant.EPOCH;

  /**
   * @param landing nobody is told when it is empty
   * @param source identity of the source
   */
  RunNews(Optional<LandingConfig> landing, LoadParts parts, String source, InstantSource clock) {
    this.landing = landing;
    this.parts = parts;
    this.source = source;
    this.clock = clock;
  }

  /** A chunk is settled; {@code soFar} is all that the run has settled. */
  void settled(long rows, Tally soFar) {
    if (Duration.between(toldAt, clock.instant()).compareTo(PACE) >= 0) {
      tell(
          document("running")
              .put("source", rows)
              .put("migrated", soFar.count(Outcome.MIGRATED))
              .put("merged", soFar.count(Outcome.MERGED))
              .put("rejected", soFar.count(Outcome.REJECTED))
              .put("excluded", soFar.count(Outcome.EXCLUDED))
              .put("resources", soFar.count(Tally.IDS)));
    }
  }

  /** The account, unless it has been told and nothing was done since. */
  void ended(Reconciliation account) {
    if (account.nothingToDo() && parts.state().inTransaction(parts.run()::isTold)) {
      return;
    }
    tell(
        document(account.balanced() ? "balanced" : "unbalanced")
            .put("endedAt", clock.instant().toString())
            .put("source", account.source())
            .put("migrated", account.migrated())
            .put("merged", account.merged())
            .put("rejected", account.rejected())
            .put("excluded", account.excluded())
            .put("resources", account.resources()));
    parts.state().inTransaction(parts.run()::markTold);
  }

  private ObjectNode document(String status) {
    return Json.mapper()
        .createObjectNode()
        .put("name", parts.mapping().name())
        .put("sourceIdentity", source)
        .put("mappingVersion", parts.mapping().version())
        .put("status", status)
        .put("startedAt", parts.run().startedAt().toString());
  }

  private void tell(ObjectNode document) {
    landing.ifPresent(
        place -> {
          try {
            write(place, document);
          } catch (IOException e) {
            throw new PlatformProblem(
                "the landing can't be told how far the run is; look at the setting landing, then run the same command again",
                e);
          }
        });
    toldAt = clock.instant();
  }

  private void write(LandingConfig place, ObjectNode document) throws IOException {
    var line = new EventLine(SERVICE, Representation.withoutAddresses());
    var writer = new LandingWriter(SERVICE, place, line, clock);
    for (int attempt = 1; ; attempt++) {
      Position end = writer.resume(Position.START);
      try {
        writer.accept(end, List.of(event(end, document)));
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private LogEvent event(Position after, ObjectNode document) {
    Instant now = clock.instant();
    long place = Math.max(after.tx() + 1, now.toEpochMilli());
    return new LogEvent(
        new Position(place, 1),
        parts.tenant(),
        UuidCreator.getTimeOrderedEpoch().toString(),
        "MigrationRunStateChangeEvent",
        now,
        UuidCreator.getRandomBasedFast().toString(),
        TYPE,
        Long.toString(parts.run().id()),
        place,
        Json.write(document));
  }
}

package trunkline.platform.consent;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import trunkline.platform.log.Cursor;
import trunkline.platform.log.CursorConfig;
import trunkline.platform.service.ServiceParts;

/**
 * Asks whether something may be done with a person, and answers from this service's own database:
 * as fast with the consent service down as with it up. What it knows follows the consent service's
 * log, a fraction of a second behind while both run; a service that has just begun to follow knows
 * nothing yet, and nothing said means no. Safe to use from any thread; close it with the service.
 */
public final class Consents implements AutoCloseable {
  private static final String CONSENT_SERVICE = "consent";

  private final DecisionTable table;
  private final InstantSource clock;
  private final Cursor cursor;

  private Consents(DecisionTable table, InstantSource clock, Cursor cursor) {
    this.table = table;
    this.clock = clock;
    this.cursor = cursor;
  }

  /** Follows the consent service from where this service's database says it stands. */
  public static Consents follow(ServiceParts parts) {
    var table = new DecisionTable(parts.database());
    Cursor cursor =
        Cursor.start(
            CONSENT_SERVICE,
            parts.peers().log(CONSENT_SERVICE),
            parts.positions(),
            CursorConfig.EAGER,
            new ConsentNews(table));
    return new Consents(table, parts.clock(), cursor);
  }

  /** The decision now; {@code partyId} is the individual's or organization's. */
  public Decision ask(String tenant, String partyId, String purpose) {
    return Decision.of(
        table.find(tenant, List.of(partyId), purpose).getOrDefault(partyId, List.of()),
        clock.instant());
  }

  /** The decision on each of many people, in one look. */
  public Map<String, Decision> ask(String tenant, Collection<String> partyIds, String purpose) {
    Map<String, List<Statement>> found = table.find(tenant, partyIds, purpose);
    var now = clock.instant();
    return partyIds.stream()
        .distinct()
        .collect(
            Collectors.toMap(
                Function.identity(), id -> Decision.of(found.getOrDefault(id, List.of()), now)));
  }

  /** Stops following. */
  @Override
  public void close() {
    cursor.close();
  }
}

package trunkline.identification.identity;

import java.sql.ResultSet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;
import trunkline.platform.log.LogEvent;

/** When each living identity has to be looked at next; follows the service's own log. */
public final class IdentityEnds {
  private static final int AT_ONCE = 500;

  private record Due(String tenant, String identityId) {}

  private final Database database;
  private final VerifiedIdentities identities;

  public IdentityEnds(Database database, VerifiedIdentities identities) {
    this.database = database;
    this.identities = identities;
  }

  /** Notes what an event says; the same event again does no harm. */
  public void follow(LogEvent event) {
    boolean deleted = event.eventType().endsWith("DeleteEvent");
    Validity.nextEnd(Json.parse(event.resource()))
        .filter(end -> !deleted)
        .ifPresentOrElse(end -> note(event, end), () -> forget(event));
  }

  private void note(LogEvent event, Instant end) {
    String sql =
        """
        INSERT INTO identity_end (tenant, identity_id, ends_at) VALUES (?, ?, ?)
        ON CONFLICT (tenant, identity_id) DO UPDATE SET ends_at = excluded.ends_at
        """;
    database.call(
        event.tenant(),
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, event.tenant());
            statement.setString(2, event.resourceId());
            statement.setObject(3, end.atOffset(ZoneOffset.UTC));
            return statement.executeUpdate();
          }
        });
  }

  private void forget(LogEvent event) {
    String sql = "DELETE FROM identity_end WHERE tenant = ? AND identity_id = ?";
    database.call(
        event.tenant(),
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, event.tenant());
            statement.setString(2, event.resourceId());
            return statement.executeUpdate();
          }
        });
  }

  /** Expires what has ended by {@code now}; the log then tells {@link #follow} of it. */
  public void sweep(Instant now) {
    due(now).forEach(due -> identities.expire(due.tenant(), due.identityId(), now));
  }

  private List<Due> due(Instant now) {
    String sql =
        """
        SELECT tenant, identity_id FROM identity_end
        WHERE ends_at <= ?
        ORDER BY ends_at LIMIT ?
        """;
    return database.call(
        Database.ALL_TENANTS,
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            statement.setInt(2, AT_ONCE);
            ResultSet rows = statement.executeQuery();
            var due = new ArrayList<Due>();
            while (rows.next()) {
              due.add(new Due(rows.getString(1), rows.getString(2)));
            }
            return due;
          }
        });
  }
}

package trunkline.platform.consent;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trunkline.platform.database.Database;

/**
 * The last word on each purpose of each profile, in the database of the service that asks. A row
 * gives way only to a later version of its profile, so events may come twice and in any order.
 */
final class DecisionTable {
  /**
   * What remains of a profile that says nothing, or no longer is: older news must not revive it.
   */
  private static final String SILENT = "silent";

  private final Database database;

  DecisionTable(Database database) {
    this.database = database;
  }

  /** Notes what one tenant's profiles say now. */
  void note(String tenant, List<ProfileNews> news) {
    String sql =
        """
        INSERT INTO consent_decision
          (tenant, party_id, purpose, profile_id, decision, since, until, basis, version)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (tenant, profile_id, purpose) DO UPDATE
        SET party_id = excluded.party_id, decision = excluded.decision, since = excluded.since,
            until = excluded.until, basis = excluded.basis, version = excluded.version
        WHERE consent_decision.version < excluded.version
        """;
    database.inTransaction(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (ProfileNews profile : news) {
              for (var last : profile.lastWords().entrySet()) {
                bind(statement, tenant, profile, last.getKey(), last.getValue());
                statement.addBatch();
              }
            }
            return statement.executeBatch();
          }
        });
  }

  private static void bind(
      PreparedStatement row,
      String tenant,
      ProfileNews profile,
      String purpose,
      Optional<Statement> said)
      throws SQLException {
    row.setString(1, tenant);
    row.setString(2, profile.partyId());
    row.setString(3, purpose);
    row.setString(4, profile.profileId());
    row.setString(5, said.map(s -> s.verdict().text()).orElse(SILENT));
    row.setObject(6, said.map(s -> utc(s.since())).orElse(null));
    row.setObject(7, said.flatMap(Statement::until).map(DecisionTable::utc).orElse(null));
    row.setString(8, said.map(Statement::basis).orElse(null));
    row.setLong(9, profile.version());
  }

  /** What each person's profiles say on a purpose; who said nothing is not in it. */
  Map<String, List<Statement>> find(String tenant, Collection<String> partyIds, String purpose) {
    String sql =
        """
        SELECT party_id, decision, since, until, basis, profile_id, version
        FROM consent_decision
        WHERE party_id = ANY (?) AND purpose = ? AND decision <> ?
        """;
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", partyIds.toArray()));
            statement.setString(2, purpose);
            statement.setString(3, SILENT);
            var found = new HashMap<String, List<Statement>>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
              found
                  .computeIfAbsent(rows.getString(1), k -> new ArrayList<>())
                  .add(statement(rows, purpose));
            }
            return found;
          }
        });
  }

  private static Statement statement(ResultSet row, String purpose) throws SQLException {
    return new Statement(
        purpose,
        Verdict.of(row.getString(2)),
        row.getObject(3, OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject(4, OffsetDateTime.class)).map(OffsetDateTime::toInstant),
        row.getString(5),
        row.getString(6),
        row.getLong(7));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

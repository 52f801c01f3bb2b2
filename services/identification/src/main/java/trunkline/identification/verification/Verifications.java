package trunkline.identification.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trunkline.identification.identifier.IdentifierHash;
import trunkline.identification.identity.Assurance;
import trunkline.identification.identity.CredentialKind;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;

/** Reads verifications and their audit trail. Safe to use from any thread. */
final class Verifications {
  private final Database database;

  Verifications(Database database) {
    this.database = database;
  }

  /** Whose login a state belongs to; whoever brings it names no tenant. */
  Optional<Verification> findByState(String stateHash) {
    return select(Database.ALL_TENANTS, "WHERE state_hash = ?", stateHash).stream().findFirst();
  }

  Optional<Verification> find(String tenant, String id) {
    return select(tenant, "WHERE tenant = ? AND id = ?", tenant, id).stream().findFirst();
  }

  /** A page, oldest first; an empty status or individual is any. */
  List<Verification> list(
      String tenant, String status, String individualId, long limit, long offset) {
    return select(
        tenant,
        """
        WHERE tenant = ? AND (? = '' OR status = ?) AND (? = '' OR individual_id = ?)
        ORDER BY created_at, id LIMIT ? OFFSET ?
        """,
        tenant,
        status,
        status,
        individualId,
        individualId,
        limit,
        offset);
  }

  /**
   * Logins that nobody came back from by {@code now}, and those that broke off before {@code
   * brokenOff}.
   */
  List<Verification> unfinished(Instant now, Instant brokenOff) {
    return select(
        Database.ALL_TENANTS,
        """
        WHERE (status = 'pending' AND expires_at <= ?) OR (status = 'redeeming' AND expires_at <= ?)
        ORDER BY expires_at LIMIT 500
        """,
        now.atOffset(ZoneOffset.UTC),
        brokenOff.atOffset(ZoneOffset.UTC));
  }

  /** All of a person's verifications that are not done. */
  List<Verification> listOpen(String tenant, String individualId) {
    return select(
        tenant,
        """
        WHERE tenant = ? AND individual_id = ? AND status IN ('pending', 'redeeming', 'needsReview')
        """,
        tenant,
        individualId);
  }

  /** The audit trail, oldest first. */
  ArrayNode steps(String tenant, String id) {
    String sql =
        """
        SELECT at, subject, status, reason FROM verification_step
        WHERE tenant = ? AND verification_id = ? ORDER BY seq
        """;
    return database.call(
        tenant,
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setString(2, id);
            ResultSet rows = statement.executeQuery();
            ArrayNode steps = Json.mapper().createArrayNode();
            while (rows.next()) {
              steps
                  .addObject()
                  .put("at", rows.getObject(1, OffsetDateTime.class).toInstant().toString())
                  .put("by", rows.getString(2))
                  .put("status", rows.getString(3))
                  .put("reason", rows.getString(4));
            }
            return steps;
          }
        });
  }

  private List<Verification> select(String tenant, String condition, Object... values) {
    return database.call(
        tenant,
        connection -> {
          String sql =
              """
              SELECT tenant, id, method, individual_id, assurance, requested_by, created_at,
                     expires_at, return_url, status, outcome::text, identifiers::text
              FROM verification
              """
                  + condition;
          try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
              statement.setObject(i + 1, values[i]);
            }
            ResultSet rows = statement.executeQuery();
            var found = new ArrayList<Verification>();
            while (rows.next()) {
              found.add(verification(rows));
            }
            return found;
          }
        });
  }

  private static Verification verification(ResultSet row) throws SQLException {
    return new Verification(
        row.getString(1),
        row.getString(2),
        CredentialKind.find(row.getString(3)).orElseThrow(),
        row.getString(4),
        Assurance.find(row.getString(5)).orElseThrow(),
        row.getString(6),
        row.getObject(7, OffsetDateTime.class).toInstant(),
        row.getObject(8, OffsetDateTime.class).toInstant(),
        row.getString(9),
        Status.find(row.getString(10)).orElseThrow(),
        read(row.getString(11), new TypeReference<>() {}),
        read(row.getString(12), new TypeReference<List<IdentifierHash>>() {}));
  }

  private static <T> T read(String json, TypeReference<T> type) {
    try {
      return Json.mapper().readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored verification does not parse", e);
    }
  }
}

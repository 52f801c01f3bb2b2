package trunkline.consent.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import trunkline.platform.json.Json;

/** The requests, as those see them who ask and those who are asked about. */
final class RequestStore {
  static final String COLUMNS =
      "tenant, id, kind, party_id, subject_hash, reason, status, problem, state::text, receipt,"
          + " created_at, finished_at, expires_at, attempts";

  private final Sql sql;

  RequestStore(Sql sql) {
    this.sql = sql;
  }

  /** What a caller asked. */
  record Asked(
      String id,
      PrivacyRequest.Kind kind,
      String party,
      String subjectHash,
      String reason,
      String acceptedFrom) {}

  /** Stores a request, unless the same one for the same person is not over yet: then that is it. */
  String accept(String tenant, Asked asked) {
    String text =
        """
        WITH open AS (
          SELECT id FROM privacy_request
          WHERE tenant = ? AND party_id = ? AND kind = ? AND status IN ('ACCEPTED', 'RUNNING')
          ORDER BY created_at LIMIT 1
        ),
        made AS (
          INSERT INTO privacy_request
            (tenant, id, kind, party_id, subject_hash, reason, accepted_from, status)
          SELECT ?, ?, ?, ?, ?, ?, ?, 'ACCEPTED' WHERE NOT EXISTS (SELECT 1 FROM open)
          RETURNING id
        )
        SELECT id FROM open UNION ALL SELECT id FROM made
        """;
    String kind = asked.kind().name();
    return sql.first(
            tenant,
            text,
            rows -> rows.getString(1),
            tenant,
            asked.party(),
            kind,
            tenant,
            asked.id(),
            kind,
            asked.party(),
            asked.subjectHash(),
            asked.reason(),
            asked.acceptedFrom())
        .orElseThrow();
  }

  Optional<PrivacyRequest> find(String tenant, String id) {
    String text = "SELECT %s FROM privacy_request WHERE tenant = ? AND id = ?".formatted(COLUMNS);
    return sql.first(tenant, text, RequestStore::request, tenant, id);
  }

  /** The newest, a hundred at most. */
  List<PrivacyRequest> list(String tenant) {
    String text =
        "SELECT %s FROM privacy_request WHERE tenant = ? ORDER BY created_at DESC, id LIMIT 100"
            .formatted(COLUMNS);
    return sql.all(tenant, text, RequestStore::request, tenant);
  }

  /** Every request about these people but an erasure that is being worked on. */
  List<PrivacyRequest> about(String tenant, Collection<String> parties) {
    String text =
        """
        SELECT %s FROM privacy_request
        WHERE tenant = ? AND party_id = ANY (?) AND NOT (kind = 'ERASURE' AND status IN ('ACCEPTED', 'RUNNING'))
        ORDER BY created_at, id
        """
            .formatted(COLUMNS);
    return sql.all(tenant, text, RequestStore::request, tenant, parties.toArray(String[]::new));
  }

  /** Forgets whom a request was about, whoever works on it. */
  void forget(PrivacyRequest request) {
    sql.update(
        request.tenant(),
        """
        UPDATE privacy_request
        SET status = CASE kind WHEN 'EXPORT' THEN 'EXPIRED' ELSE status END, party_id = NULL, reason = NULL,
            state = '{}', problem = NULL, next_at = NULL, owner = NULL, lease_until = NULL
        WHERE tenant = ? AND id = ?
        """,
        request.tenant(),
        request.id());
  }

  static PrivacyRequest request(ResultSet row) throws SQLException {
    return new PrivacyRequest(
        row.getString(1),
        row.getString(2),
        PrivacyRequest.Kind.valueOf(row.getString(3)),
        Optional.ofNullable(row.getString(4)),
        row.getString(5),
        Optional.ofNullable(row.getString(6)),
        PrivacyRequest.Status.valueOf(row.getString(7)),
        Optional.ofNullable(row.getString(8)),
        (ObjectNode) Json.parse(row.getString(9)),
        Optional.ofNullable(row.getString(10)),
        row.getObject(11, OffsetDateTime.class).toInstant(),
        instant(row, 12),
        instant(row, 13),
        row.getInt(14));
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}

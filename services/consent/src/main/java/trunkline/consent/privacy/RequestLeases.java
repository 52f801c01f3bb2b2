package trunkline.consent.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;

/**
 * Who works on which request. Time is the database's; a row is changed only by the owner of its
 * lease, so a process that was thought dead writes nothing when it wakes.
 */
final class RequestLeases {
  private final Sql sql;
  private final String owner;
  private final Duration length;

  /** {@code owner} names this process among all that serve the same database. */
  RequestLeases(Sql sql, String owner, Duration length) {
    this.sql = sql;
    this.owner = owner;
    this.length = length;
  }

  Duration length() {
    return length;
  }

  /** Takes the lease of a request that has something to do and nobody who does it. */
  Optional<PrivacyRequest> take() {
    String text =
        """
        UPDATE privacy_request SET owner = ?, lease_until = now() + ? * interval '1 millisecond'
        WHERE (tenant, id) = (
          SELECT tenant, id FROM privacy_request
          WHERE next_at <= now() AND (lease_until IS NULL OR lease_until < now())
          ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING %s
        """
            .formatted(RequestStore.COLUMNS);
    return sql.first(
        Database.ALL_TENANTS, text, RequestStore::request, owner, Long.valueOf(length.toMillis()));
  }

  /** Keeps the lease; false when another process has it, which then goes on alone. */
  boolean renew(PrivacyRequest request) {
    return 1
        == sql.update(
            request.tenant(),
            """
            UPDATE privacy_request SET lease_until = now() + ? * interval '1 millisecond'
            WHERE tenant = ? AND id = ? AND owner = ?
            """,
            Long.valueOf(length.toMillis()),
            request.tenant(),
            request.id(),
            owner);
  }

  /** Whether the lease is held, which it stays until the caller's transaction ends. */
  boolean isHeld(PrivacyRequest request) {
    return sql.first(
            request.tenant(),
            "SELECT id FROM privacy_request WHERE tenant = ? AND id = ? AND owner = ? FOR UPDATE",
            row -> row.getString(1),
            request.tenant(),
            request.id(),
            owner)
        .isPresent();
  }

  /** Saves what was reached; false when the lease is another's by now. */
  boolean save(PrivacyRequest request, ObjectNode state) {
    return 1
        == sql.update(
            request.tenant(),
            """
            UPDATE privacy_request SET status = 'RUNNING', state = CAST(? AS jsonb), problem = NULL, attempts = 0
            WHERE tenant = ? AND id = ? AND owner = ?
            """,
            Json.write(state),
            request.tenant(),
            request.id(),
            owner);
  }

  /** Lets go until {@code pause} is over. */
  void postpone(PrivacyRequest request, Duration pause, @Nullable String problem) {
    sql.update(
        request.tenant(),
        """
        UPDATE privacy_request
        SET problem = ?, attempts = attempts + 1, next_at = now() + ? * interval '1 millisecond',
            owner = NULL, lease_until = NULL
        WHERE tenant = ? AND id = ? AND owner = ?
        """,
        problem,
        Long.valueOf(pause.toMillis()),
        request.tenant(),
        request.id(),
        owner);
  }

  /**
   * How a request ended.
   *
   * @param keepsPerson whether it still says whom it is about
   * @param nextAt when there is something to do again
   */
  record End(
      PrivacyRequest.Status status,
      @Nullable String problem,
      ObjectNode state,
      @Nullable String receipt,
      boolean keepsPerson,
      @Nullable Instant expiresAt,
      @Nullable Instant nextAt) {}

  void end(PrivacyRequest request, End end) {
    sql.update(
        request.tenant(),
        """
        UPDATE privacy_request
        SET status = ?, problem = ?, state = CAST(? AS jsonb), receipt = coalesce(?, receipt),
            party_id = CASE WHEN ? THEN party_id END, reason = CASE WHEN ? THEN reason END,
            expires_at = coalesce(CAST(? AS timestamptz), expires_at), next_at = ?, finished_at = now(),
            owner = NULL, lease_until = NULL, attempts = 0
        WHERE tenant = ? AND id = ? AND owner = ?
        """,
        end.status().name(),
        end.problem(),
        Json.write(end.state()),
        end.receipt(),
        end.keepsPerson(),
        end.keepsPerson(),
        end.expiresAt(),
        end.nextAt(),
        request.tenant(),
        request.id(),
        owner);
  }
}

package trunkline.identification.verification;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Optional;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;

/** Writes verifications and their audit trail: no status changes without a step. */
final class VerificationStore {
  private final Database database;

  VerificationStore(Database database) {
    this.database = database;
  }

  /** A new verification; {@code login} is empty for one that needs none. */
  void create(Verification verification, Optional<LoginSecrets> login, Step step) {
    String sql =
        """
        WITH made AS (
          INSERT INTO verification (tenant, id, method, individual_id, assurance, requested_by,
            created_at, expires_at, return_url, status, outcome, identifiers, state_hash, nonce,
            code_verifier)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS jsonb), CAST(? AS jsonb), ?, ?, ?)
          RETURNING tenant, id, status)
        INSERT INTO verification_step
          (tenant, verification_id, status, subject, reason, at, correlation_id)
        SELECT made.tenant, made.id, made.status, ?, ?, ?, ? FROM made
        """;
    database.call(
        verification.tenant(),
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            bind(statement, verification);
            statement.setString(13, login.map(LoginSecrets::stateHash).orElse(null));
            statement.setString(14, login.map(LoginSecrets::nonce).orElse(null));
            statement.setString(15, login.map(LoginSecrets::codeVerifier).orElse(null));
            bind(statement, 16, step);
            return statement.executeUpdate();
          }
        });
  }

  private static void bind(PreparedStatement statement, Verification verification)
      throws SQLException {
    statement.setString(1, verification.tenant());
    statement.setString(2, verification.id());
    statement.setString(3, verification.method().text());
    statement.setString(4, verification.individualId());
    statement.setString(5, verification.wanted().text());
    statement.setString(6, verification.requestedBy());
    statement.setObject(7, verification.createdAt().atOffset(ZoneOffset.UTC));
    statement.setObject(8, verification.expiresAt().atOffset(ZoneOffset.UTC));
    statement.setString(9, verification.returnUrl());
    statement.setString(10, verification.status().text());
    statement.setString(11, Json.write(verification.outcome()));
    statement.setString(12, Json.write(verification.identifiers()));
  }

  private static void bind(PreparedStatement statement, int first, Step step) throws SQLException {
    statement.setString(first, step.subject());
    statement.setString(first + 1, step.reason());
    statement.setObject(first + 2, step.at().atOffset(ZoneOffset.UTC));
    statement.setString(first + 3, step.correlationId());
  }

  /**
   * Takes a login for the one who redeems it: of many who come at the same moment with the same
   * state one gets its secrets, and they are gone.
   */
  Optional<LoginSecrets> claim(String tenant, String id, Step step) {
    String sql =
        """
        WITH login AS (
          SELECT tenant, id, state_hash, nonce, code_verifier FROM verification
          WHERE tenant = ? AND id = ? AND status = 'pending' AND expires_at > ?
          FOR UPDATE),
        moved AS (
          UPDATE verification AS v SET status = 'redeeming', nonce = NULL, code_verifier = NULL
          FROM login WHERE v.tenant = login.tenant AND v.id = login.id
          RETURNING v.tenant, v.id, v.status),
        step AS (
          INSERT INTO verification_step
            (tenant, verification_id, status, subject, reason, at, correlation_id)
          SELECT moved.tenant, moved.id, moved.status, ?, ?, ?, ? FROM moved)
        SELECT login.state_hash, login.nonce, login.code_verifier FROM login JOIN moved USING (id)
        """;
    return database.call(
        tenant,
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setString(2, id);
            statement.setObject(3, step.at().atOffset(ZoneOffset.UTC));
            bind(statement, 4, step);
            ResultSet row = statement.executeQuery();
            return row.next()
                ? Optional.of(
                    new LoginSecrets(row.getString(1), row.getString(2), row.getString(3)))
                : Optional.empty();
          }
        });
  }

  /** Moves a verification; false when somebody else has moved it meanwhile. */
  boolean settle(Verification before, Verification after, Step step) {
    String sql =
        """
        WITH moved AS (
          UPDATE verification
          SET status = ?, outcome = CAST(? AS jsonb), identifiers = CAST(? AS jsonb),
              nonce = NULL, code_verifier = NULL
          WHERE tenant = ? AND id = ? AND status = ?
          RETURNING tenant, id, status)
        INSERT INTO verification_step
          (tenant, verification_id, status, subject, reason, at, correlation_id)
        SELECT moved.tenant, moved.id, moved.status, ?, ?, ?, ? FROM moved
        """;
    return database.call(
        before.tenant(),
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, after.status().text());
            statement.setString(2, Json.write(after.outcome()));
            statement.setString(3, Json.write(after.identifiers()));
            statement.setString(4, before.tenant());
            statement.setString(5, before.id());
            statement.setString(6, before.status().text());
            bind(statement, 7, step);
            return statement.executeUpdate() == 1;
          }
        });
  }

  /** Takes out what a person's verifications rested on, and who was in conflict with the person. */
  void forget(String tenant, String individualId) {
    String sql =
        """
        UPDATE verification
        SET outcome = CASE WHEN individual_id = ? THEN outcome || '{"evidence": {}}' ELSE outcome END
                   || CASE WHEN outcome ->> 'conflictsWith' = ? THEN '{"conflictsWith": ""}'::jsonb ELSE '{}' END
        WHERE tenant = ? AND (individual_id = ? OR outcome ->> 'conflictsWith' = ?)
        """;
    database.call(
        tenant,
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, individualId);
            statement.setString(2, individualId);
            statement.setString(3, tenant);
            statement.setString(4, individualId);
            statement.setString(5, individualId);
            return statement.executeUpdate();
          }
        });
  }
}

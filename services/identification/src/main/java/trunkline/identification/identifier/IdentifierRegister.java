package trunkline.identification.identifier;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import trunkline.platform.config.InvalidConfiguration;
import trunkline.platform.database.Database;

/**
 * Whose each government identifier is. Two people can't have the same one: the primary key decides,
 * also between two processes at the same moment. Safe to use from any thread.
 */
public final class IdentifierRegister {
  private final Database database;

  public IdentifierRegister(Database database) {
    this.database = database;
  }

  /**
   * Refuses to start when an identifier is stored under keys of which none is given: its person
   * would no longer be recognised, and a second one with that identifier be let in.
   */
  public void requireKeys(IdentifierConfig config) {
    Set<String> given = HashKeys.parse(config.hashKeys()).ids();
    String sql =
        """
        SELECT DISTINCT i.key_id FROM identifier AS i
        WHERE i.key_id <> ALL (?)
          AND NOT EXISTS (SELECT 1 FROM identifier AS other
            WHERE other.tenant = i.tenant AND other.individual_id = i.individual_id
              AND other.kind = i.kind AND other.key_id = ANY (?))
        """;
    Optional<String> missing =
        database.call(
            Database.ALL_TENANTS,
            connection -> {
              try (var statement = connection.prepareStatement(sql)) {
                statement.setArray(1, connection.createArrayOf("text", given.toArray()));
                statement.setArray(2, connection.createArrayOf("text", given.toArray()));
                ResultSet rows = statement.executeQuery();
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
              }
            });
    if (missing.isPresent()) {
      throw new InvalidConfiguration(
          "setting identifier.hashKeys lacks key "
              + missing.get()
              + ", under which identifiers are stored");
    }
  }

  /** The person, other than this one, who has one of the identifiers. */
  public Optional<String> findOther(
      String tenant, String individualId, List<IdentifierHash> hashes) {
    return database.call(
        tenant,
        connection ->
            owners(connection, tenant, hashes).stream()
                .filter(owner -> !owner.equals(individualId))
                .sorted()
                .findFirst());
  }

  /**
   * Makes identifiers a person's own; must run within a transaction. The answer is the person who
   * has one of them already, and then nothing is kept.
   */
  public Optional<String> claim(
      String tenant, String individualId, List<IdentifierHash> hashes, Instant now) {
    return database.call(
        tenant,
        connection -> {
          insert(connection, tenant, individualId, hashes, now);
          Set<String> owners = owners(connection, tenant, hashes);
          owners.remove(individualId);
          if (!owners.isEmpty()) {
            delete(connection, tenant, individualId, hashes);
          }
          return owners.stream().sorted().findFirst();
        });
  }

  /** Waits for whoever is about to claim the same. */
  private static void insert(
      Connection connection,
      String tenant,
      String individualId,
      List<IdentifierHash> hashes,
      Instant now)
      throws SQLException {
    String sql =
        """
        INSERT INTO identifier (tenant, kind, key_id, hash, individual_id, created_at)
        SELECT ?, given.kind, given.key_id, given.hash, ?, ?
        FROM unnest(?, ?, ?) AS given (kind, key_id, hash)
        ORDER BY given.key_id, given.hash
        ON CONFLICT DO NOTHING
        """;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, tenant);
      statement.setString(2, individualId);
      statement.setObject(3, now.atOffset(ZoneOffset.UTC));
      statement.setArray(4, texts(connection, hashes, IdentifierHash::kind));
      statement.setArray(5, texts(connection, hashes, IdentifierHash::keyId));
      statement.setArray(6, texts(connection, hashes, IdentifierHash::hash));
      statement.executeUpdate();
    }
  }

  private static Set<String> owners(
      Connection connection, String tenant, List<IdentifierHash> hashes) throws SQLException {
    String sql =
        """
        SELECT individual_id FROM identifier
        WHERE tenant = ? AND (key_id, hash) IN (SELECT * FROM unnest(?, ?))
        """;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, tenant);
      statement.setArray(2, texts(connection, hashes, IdentifierHash::keyId));
      statement.setArray(3, texts(connection, hashes, IdentifierHash::hash));
      ResultSet rows = statement.executeQuery();
      var owners = new HashSet<String>();
      while (rows.next()) {
        owners.add(rows.getString(1));
      }
      return owners;
    }
  }

  private static void delete(
      Connection connection, String tenant, String individualId, List<IdentifierHash> hashes)
      throws SQLException {
    String sql =
        """
        DELETE FROM identifier
        WHERE tenant = ? AND individual_id = ? AND (key_id, hash) IN (SELECT * FROM unnest(?, ?))
        """;
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, tenant);
      statement.setString(2, individualId);
      statement.setArray(3, texts(connection, hashes, IdentifierHash::keyId));
      statement.setArray(4, texts(connection, hashes, IdentifierHash::hash));
      statement.executeUpdate();
    }
  }

  private static java.sql.Array texts(
      Connection connection, List<IdentifierHash> hashes, Function<IdentifierHash, String> part)
      throws SQLException {
    return connection.createArrayOf("text", hashes.stream().map(part).toArray());
  }

  /** Ties all of a person's identifiers to the identity that they now stand for. */
  public void assign(String tenant, String individualId, String identityId) {
    update(
        tenant,
        "UPDATE identifier SET identity_id = ? WHERE tenant = ? AND individual_id = ?",
        List.of(identityId, tenant, individualId));
  }

  /** Frees the identifiers of an identity that stands for nobody any more. */
  public void release(String tenant, String identityId) {
    update(
        tenant,
        "DELETE FROM identifier WHERE tenant = ? AND identity_id = ?",
        List.of(tenant, identityId));
  }

  private void update(String tenant, String sql, List<String> values) {
    database.call(
        tenant,
        connection -> {
          try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
              statement.setString(i + 1, values.get(i));
            }
            return statement.executeUpdate();
          }
        });
  }
}

package trunkline.platform.tmf;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import trunkline.platform.database.Database;

/** Which resource an idempotency key made. */
final class KeyStore {
  /** A key that is known. */
  record Known(String resourceType, String resourceId, String bodyHash) {
    /** Whether a request with this key is the one that came before, sent again. */
    boolean isRepeatedBy(ResourceType type, IdempotencyKey key) {
      return resourceType.equals(type.name()) && bodyHash.equals(key.bodyHash());
    }
  }

  private final Database database;

  KeyStore(Database database) {
    this.database = database;
  }

  Optional<Known> find(String tenant, String key) {
    String sql = "SELECT resource_type, resource_id, body_hash FROM idempotency WHERE key = ?";
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key);
            ResultSet row = statement.executeQuery();
            return row.next()
                ? Optional.of(new Known(row.getString(1), row.getString(2), row.getString(3)))
                : Optional.empty();
          }
        });
  }
}

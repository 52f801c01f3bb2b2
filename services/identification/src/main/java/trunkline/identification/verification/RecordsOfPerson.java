package trunkline.identification.verification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;
import trunkline.platform.privacy.ErasureParticipant;
import trunkline.platform.privacy.Forgetting;

/**
 * What is kept on a person beside their identities. Names go, verifications end and lose what they
 * rested on when the customer service's log says that the person is gone ({@link PersonGone}); an
 * erasure is done here when it has come that far.
 */
final class RecordsOfPerson implements ErasureParticipant {
  private static final String KNOWN =
      """
      SELECT to_jsonb(k) - 'tenant' FROM known_individual AS k WHERE tenant = ? AND id = ANY (?) ORDER BY id
      """;
  private static final String VERIFICATIONS =
      """
      SELECT jsonb_build_object('verification', id, 'individual', individual_id, 'method', method, 'assurance', assurance,
                                'status', status, 'createdAt', created_at, 'outcome', outcome)
      FROM verification WHERE tenant = ? AND individual_id = ANY (?) ORDER BY created_at, id
      """;
  private static final String IDENTIFIERS =
      """
      SELECT jsonb_build_object('identifier', kind, 'individual', individual_id, 'keyedHash', hash, 'createdAt', created_at)
      FROM identifier WHERE tenant = ? AND individual_id = ANY (?) ORDER BY created_at, hash
      """;

  private final Database database;

  RecordsOfPerson(Database database) {
    this.database = database;
  }

  @Override
  public String name() {
    return "verification";
  }

  @Override
  public List<ObjectNode> export(String tenant, Set<String> subjects) {
    var records = new ArrayList<ObjectNode>();
    for (String sql : List.of(KNOWN, VERIFICATIONS, IDENTIFIERS)) {
      records.addAll(records(tenant, sql, subjects));
    }
    return records;
  }

  private List<ObjectNode> records(String tenant, String sql, Set<String> subjects) {
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setArray(2, connection.createArrayOf("text", subjects.toArray()));
            var found = new ArrayList<ObjectNode>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
              found.add((ObjectNode) Json.parse(rows.getString(1)));
            }
            return found;
          }
        });
  }

  /** Waits a little for the word, then refuses: the caller comes again. */
  @Override
  public int erase(String tenant, Set<String> subjects) {
    Forgetting.await(() -> records(tenant, KNOWN, subjects).isEmpty());
    return freeIdentifiers(tenant, subjects);
  }

  private int freeIdentifiers(String tenant, Set<String> subjects) {
    String sql = "DELETE FROM identifier WHERE tenant = ? AND individual_id = ANY (?)";
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            statement.setArray(2, connection.createArrayOf("text", subjects.toArray()));
            return statement.executeUpdate();
          }
        });
  }
}

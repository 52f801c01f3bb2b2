package trunkline.consent.decision;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trunkline.platform.consent.PrivacyProfile;
import trunkline.platform.database.Database;
import trunkline.platform.json.Json;

/**
 * The profiles of people. Decisions are read from the very rows that a withdrawal changes, by an
 * index over the party, so there is no copy that could lag behind.
 */
final class ProfileStore {
  private final Database database;

  ProfileStore(Database database) {
    this.database = database;
  }

  /** By party; who has no profile is not in it. */
  Map<String, List<PrivacyProfile>> find(String tenant, Collection<String> partyIds) {
    String sql =
        "SELECT party_id, id, version, body::text FROM party_privacy_profile WHERE party_id = ANY (?)";
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", partyIds.toArray()));
            var profiles = new HashMap<String, List<PrivacyProfile>>();
            ResultSet rows = statement.executeQuery();
            while (rows.next()) {
              profiles
                  .computeIfAbsent(rows.getString(1), k -> new ArrayList<>())
                  .add(
                      new PrivacyProfile(
                          rows.getString(2), rows.getLong(3), Json.parse(rows.getString(4))));
            }
            return profiles;
          }
        });
  }
}

package trunkline.device.resource;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import trunkline.platform.json.Json;
import trunkline.platform.tmf.Change;

/** Looks at the table within a transaction. */
public final class ResourceRows {
  private ResourceRows() {}

  static void lock(Change change, Collection<String> ids) {
    change.call(connection -> lock(connection, ids));
  }

  /** Lets nobody else change these resources until the transaction ends. */
  public static boolean lock(Connection connection, Collection<String> ids) throws SQLException {
    String sql = "SELECT id FROM resource WHERE id = ANY (?) ORDER BY id FOR UPDATE";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("text", ids.toArray()));
      return statement.execute();
    }
  }

  static Set<String> numbersOn(Change change, String card) {
    return change.call(connection -> numbersOn(connection, card));
  }

  /** The numbers that rely on a card, in order. */
  public static Set<String> numbersOn(Connection connection, String card) throws SQLException {
    String sql = "SELECT * FROM matching_resource(CAST(? AS jsonpath), ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(
          1,
          "$.resourceRelationship[*] ? (@.relationshipType == \"%s\" && @.id == %s)"
              .formatted(Reliance.TYPE, Json.write(card)));
      statement.setInt(2, Integer.MAX_VALUE);
      Set<String> numbers = new TreeSet<>();
      ResultSet rows = statement.executeQuery();
      while (rows.next()) {
        numbers.add(rows.getString(1));
      }
      return numbers;
    }
  }
}

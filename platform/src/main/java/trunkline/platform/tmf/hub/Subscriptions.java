package trunkline.platform.tmf.hub;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import trunkline.platform.database.Database;
import trunkline.platform.http.Call;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.security.Scope;

/** The subscriptions, kept in the database: they survive the process. */
final class Subscriptions {
  private static final String COLUMNS =
      "SELECT tenant, id, api, callback, query, masked, owner FROM hub_subscription ";

  private final Database database;

  Subscriptions(Database database) {
    this.database = database;
  }

  /** Of all tenants, for delivery. */
  List<Subscription> listAll() {
    return select(Database.ALL_TENANTS, COLUMNS + "ORDER BY created_at, id");
  }

  List<Subscription> list(String tenant, String api) {
    return select(tenant, COLUMNS + "WHERE api = ? ORDER BY created_at, id", api);
  }

  /** The subscription, or a refusal. */
  Subscription get(String tenant, String api, String id) {
    return select(tenant, COLUMNS + "WHERE api = ? AND id = ?", api, id).stream()
        .findFirst()
        .orElseThrow(() -> KernelRefusals.notFound("hub subscription", id).asException());
  }

  /** The subscription, if the caller is who subscribed or an administrator; else a refusal. */
  Subscription ofCaller(Call call, String api) {
    Subscription subscription = get(call.caller().tenant(), api, call.id());
    if (!subscription.owner().equals(call.caller().subject())) {
      call.caller().require(Scope.TMF_ADMIN);
    }
    return subscription;
  }

  /** Stores a subscription together with its cursor, which begins at the present. */
  void create(Subscription subscription) {
    String sql =
        """
        WITH begun AS (
          INSERT INTO cursor_position (name, tx) VALUES (?, pg_snapshot_xmin(pg_current_snapshot()))
        )
        INSERT INTO hub_subscription (tenant, id, api, callback, query, masked, owner) VALUES (?, ?, ?, ?, ?, ?, ?)
        """;
    database.call(
        subscription.tenant(),
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, subscription.cursorName());
            statement.setString(2, subscription.tenant());
            statement.setString(3, subscription.id());
            statement.setString(4, subscription.api());
            statement.setString(5, subscription.callback());
            statement.setString(6, subscription.query());
            statement.setBoolean(7, subscription.masked());
            statement.setString(8, subscription.owner());
            return statement.executeUpdate();
          }
        });
  }

  /** Removes a subscription together with its cursor. */
  boolean delete(String tenant, String api, String id) {
    String sql =
        """
        WITH gone AS (DELETE FROM hub_subscription WHERE api = ? AND id = ? RETURNING id)
        DELETE FROM cursor_position WHERE name = ? AND EXISTS (SELECT 1 FROM gone)
        """;
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, api);
            statement.setString(2, id);
            statement.setString(3, Subscription.cursorName(id));
            return statement.executeUpdate() == 1;
          }
        });
  }

  private List<Subscription> select(String tenant, String sql, String... values) {
    return database.call(
        tenant,
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
              statement.setString(i + 1, values[i]);
            }
            return read(statement.executeQuery());
          }
        });
  }

  private static List<Subscription> read(ResultSet rows) throws SQLException {
    var found = new ArrayList<Subscription>();
    while (rows.next()) {
      found.add(
          new Subscription(
              rows.getString(1),
              rows.getString(2),
              rows.getString(3),
              rows.getString(4),
              rows.getString(5),
              rows.getBoolean(6),
              rows.getString(7)));
    }
    return found;
  }
}

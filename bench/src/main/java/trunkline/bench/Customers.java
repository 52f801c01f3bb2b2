package trunkline.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import trunkline.local.alone.Bed;
import trunkline.local.postgres.DatabaseAccess;

/**
 * Fills the customer table by SQL, as the owner, faster than any door; ids are numbers so that
 * pgbench can draw them.
 */
final class Customers {
  static final long FIRST = 100_000_000_000L;

  /**
   * The document of customer {@code n} as SQL builds it; the same shape that the migration writes.
   */
  private static final String BODY =
      """
      jsonb_build_object(
        'name', 'Customer ' || n,
        'status', CASE WHEN n % 100 = 0 THEN 'Suspended' WHEN n % 7 = 0 THEN 'Closed' ELSE 'Active' END,
        'engagedParty', jsonb_build_object('id', 'party-' || n, '@referredType', 'Individual', 'name', 'Customer ' || n),
        'validFor', jsonb_build_object('startDateTime', '2024-01-01T00:00:00Z'),
        'contactMedium', jsonb_build_array(jsonb_build_object('mediumType', 'email',
          'characteristic', jsonb_build_object('emailAddress', 'c' || n || '@example.org', 'city', 'City ' || n % 5000))),
        'characteristic', jsonb_build_array(
          jsonb_build_object('name', 'segment', 'value', 'segment ' || n % 5),
          jsonb_build_object('name', 'monthlyRecurringCharge', 'valueType', 'number', 'value', n % 100),
          jsonb_build_object('name', 'tenureMonths', 'valueType', 'number', 'value', n % 72)),
        '@type', 'Customer')
      """;

  private final DatabaseAccess database;

  Customers(DatabaseAccess database) {
    this.database = database;
  }

  /** Adds customers {@code from} to {@code to}, both included. */
  void add(long from, long to) throws SQLException {
    String sql =
        """
        INSERT INTO customer (tenant, id, version, created_at, updated_at, body)
        SELECT '%s', (%d + n)::text, 1, now(), now(), %s FROM generate_series(?::bigint, ?::bigint) AS n
        """
            .formatted(Bed.TENANT, FIRST, BODY);
    try (Connection connection = database.connectAsOwner();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, from);
      statement.setLong(2, to);
      statement.executeUpdate();
    }
  }

  /** What a database does by itself in quiet hours, now. */
  void settle() throws SQLException {
    try (Connection connection = database.connectAsOwner();
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE customer");
    }
  }
}

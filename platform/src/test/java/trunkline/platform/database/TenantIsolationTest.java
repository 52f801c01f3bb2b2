package trunkline.platform.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;
import trunkline.platform.log.LogUnderTest;
import trunkline.platform.service.NoteMain;

/** What PostgreSQL itself refuses to the role that a service runs as, whatever the SQL forgets. */
class TenantIsolationTest {
  private static final DatabaseAccess ACCESS = Postgres.temporary().newDatabase();
  private static Database database;

  /**
   * Every table with a tenant, and how a row of a tenant is written; later ones refer to earlier.
   */
  private static final Map<String, String> ROWS = new LinkedHashMap<>();

  static {
    ROWS.put(
        "event",
        "(tenant, event_id, event_type, event_time, correlation_id, resource_type, resource_id, version, resource)"
            + " VALUES ('%s', gen_random_uuid(), 'E', now(), 'c', 'note', '1', 1, '{}')");
    ROWS.put(
        "idempotency",
        "(tenant, key, resource_type, resource_id, body_hash)"
            + " VALUES ('%s', gen_random_uuid()::text, 'note', '1', 'h')");
    ROWS.put(
        "hub_subscription",
        "(tenant, id, api, callback, masked)"
            + " VALUES ('%s', gen_random_uuid()::text, 'a', gen_random_uuid()::text, true)");
    ROWS.put(
        "hub_dead_letter",
        "(tenant, subscription, tx, seq, event_id, event_type, resource_type, resource_id, reason, attempts, last_status)"
            + " SELECT '%s', id, '1', 1, 'e', 'E', 'note', '1', 'r', 1, 500 FROM hub_subscription");
    ROWS.put(
        "read_audit",
        "(at, tenant, subject, roles, resource_type, results, masked, correlation_id)"
            + " VALUES (now(), '%s', 's', 'r', 'note', 1, true, 'c')");
    ROWS.put(
        "consent_decision",
        "(tenant, party_id, purpose, profile_id, decision, version)"
            + " VALUES ('%s', 'p', 'marketing.email', gen_random_uuid()::text, 'silent', 1)");
    ROWS.put(
        "followed_resource",
        "(tenant, service, resource_type, resource_id, version)"
            + " VALUES ('%s', 's', 'note', gen_random_uuid()::text, 1)");
    ROWS.put(
        "foreign_reference",
        "(tenant, target_id, service, resource_type, resource_id)"
            + " VALUES ('%s', 't', 's', 'note', gen_random_uuid()::text)");
    ROWS.put(
        "named_subject",
        "(tenant, subject, resource_type, resource_id, owner)"
            + " VALUES ('%s', 's', 'note', gen_random_uuid()::text, true)");
    ROWS.put("erasure", "(tenant, request_id)" + " VALUES ('%s', gen_random_uuid()::text)");
    ROWS.put(
        "erasure_item",
        "(tenant, request_id, resource_type, resource_id, outcome)"
            + " VALUES ('%s', 'r', 'note', gen_random_uuid()::text, 'deleted')");
    ROWS.put(
        "note",
        "(tenant, id, version, created_at, updated_at, body)"
            + " VALUES ('%s', gen_random_uuid()::text, 1, now(), now(), '{\"name\":\"n\"}')");
  }

  private static String insert(String table, String tenant) {
    return "INSERT INTO " + table + " " + ROWS.getOrDefault(table, "").formatted(tenant);
  }

  static Stream<String> tables() {
    return ROWS.keySet().stream();
  }

  @BeforeAll
  static void fill() throws SQLException {
    database =
        Database.open(
            "tenants", LogUnderTest.config(ACCESS), LogUnderTest.migrations(), NoteMain.MIGRATIONS);
    for (String table : ROWS.keySet()) {
      asApp("a", insert(table, "a"));
      asApp("b", insert(table, "b"));
    }
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void everyTableWithATenant_isCoveredByThisTestAndByRowSecurity() throws SQLException {
    assertEquals(ROWS.keySet().stream().sorted().toList(), tablesWithTenant());
    for (String table : tablesWithTenant()) {
      assertEquals(
          "t", asOwner("SELECT relrowsecurity FROM pg_class WHERE relname = '" + table + "'"));
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void forgottenWhere_touchesNoRowOfAnotherTenant(String table) throws SQLException {
    String before = asOwner("SELECT count(*) FROM " + table + " WHERE tenant = 'b'");
    assertEquals("1", before);
    assertEquals(List.of("a"), tenantsSeenBy("a", table));
    assertEquals(List.of(), tenantsSeenBy("", table));
    assertEquals(List.of(), tenantsSeenBy("a' OR 'a'='a", table));
    refused("a", insert(table, "b"));
    attempt("a", "UPDATE " + table + " SET tenant = tenant");
    refused("a", "UPDATE " + table + " SET tenant = 'b'");
    attempt("a", "DELETE FROM " + table + " WHERE tenant = 'b'");
    assertEquals(before, asOwner("SELECT count(*) FROM " + table + " WHERE tenant = 'b'"));
    refused("a", "TRUNCATE " + table);
    refused("a", "ALTER TABLE " + table + " DISABLE ROW LEVEL SECURITY");
    refused("a", "DROP TABLE " + table);
  }

  @ParameterizedTest
  @ValueSource(strings = {"event", "read_audit"})
  void eventsAndAuditRows_areForEver(String table) throws SQLException {
    String before = asOwner("SELECT count(*) FROM " + table);
    refused("a", "UPDATE " + table + " SET correlation_id = 'x'");
    refused("a", "DELETE FROM " + table);
    assertEquals(before, asOwner("SELECT count(*) FROM " + table));
  }

  @Test
  void allTenants_isForReadingEventsAuditAndSubscriptionsOnly() throws SQLException {
    assertEquals(List.of("a", "b"), tenantsSeenBy(Database.ALL_TENANTS, "event"));
    assertEquals(List.of("a", "b"), tenantsSeenBy(Database.ALL_TENANTS, "read_audit"));
    assertEquals(List.of("a", "b"), tenantsSeenBy(Database.ALL_TENANTS, "hub_subscription"));
    for (String table : List.of("note", "idempotency")) {
      assertEquals(List.of(), tenantsSeenBy(Database.ALL_TENANTS, table));
    }
    refused(Database.ALL_TENANTS, insert("event", "a"));
  }

  @Test
  void serviceRole_ownsNothingAndBypassesNothing() throws SQLException {
    String app = ACCESS.user();
    assertEquals(
        "0",
        asOwner("SELECT count(*) FROM pg_class WHERE pg_get_userbyid(relowner) = '" + app + "'"));
    assertEquals(
        "f",
        asOwner(
            "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = '"
                + app
                + "'"));
    refused("a", "CREATE TABLE public.mine (id int)");
    refused("a", "CREATE TEMP TABLE note (id int)");
    refused("a", "SELECT * FROM flyway_schema_history");
    refused("a", "SET ROLE " + ACCESS.owner());
  }

  @Test
  void matchingFunction_answersIdsOfItsOwnTenantOnly() throws SQLException {
    String search = "SELECT count(*) FROM matching_note('$.name', 100)";
    assertEquals("1", asTenant("a", search));
    assertEquals("0", asTenant("c", search));
    assertEquals("0", asTenant(Database.ALL_TENANTS, search));
    String found = asTenant("a", "SELECT matching_note('$.name', 100)");
    assertEquals(asOwner("SELECT id FROM note WHERE tenant = 'a'"), found);
    try (Connection unbound = ACCESS.connect()) {
      assertThrows(SQLException.class, () -> unbound.prepareStatement(search).executeQuery());
    }
  }

  @Test
  void failureText_doesNotQuoteTheRow() {
    DatabaseFailure failure =
        assertThrows(
            DatabaseFailure.class,
            () ->
                database.call(
                    "a",
                    connection ->
                        connection
                            .prepareStatement(
                                "INSERT INTO note (tenant, id, version, created_at, updated_at, body)"
                                    + " VALUES ('a', NULL, 1, now(), now(), '{\"name\":\"Roe\"}')")
                            .executeUpdate()));
    assertEquals("23502", failure.state());
    assertFalse(failure.toString().contains("Roe"), failure.toString());
  }

  @Test
  void errorWithinATransaction_undoesAllOfIt() throws SQLException {
    String before = asOwner("SELECT count(*) FROM note");
    assertThrows(
        StackOverflowError.class,
        () ->
            database.inTransaction(
                "a",
                connection -> {
                  connection.prepareStatement(insert("note", "a")).executeUpdate();
                  throw new StackOverflowError("a document too deep");
                }));
    assertEquals(before, asOwner("SELECT count(*) FROM note"));
  }

  private static List<String> tablesWithTenant() throws SQLException {
    return List.of(
        asOwner(
                "SELECT string_agg(table_name, ' ' ORDER BY table_name) FROM information_schema.columns"
                    + " WHERE table_schema = 'public' AND column_name = 'tenant'")
            .split(" "));
  }

  private static List<String> tenantsSeenBy(String tenant, String table) throws SQLException {
    String seen =
        asTenant(
            tenant,
            "SELECT coalesce(string_agg(DISTINCT tenant, ' ' ORDER BY tenant), '') FROM " + table);
    return seen.isEmpty() ? List.of() : List.of(seen.split(" "));
  }

  private static void refused(String tenant, String sql) {
    SQLException refused = assertThrows(SQLException.class, () -> asApp(tenant, sql), sql);
    assertTrue(refused.getSQLState().startsWith("42"), sql + ": " + refused);
  }

  /** Refused or without effect: what counts is what the other tenant has left. */
  private static void attempt(String tenant, String sql) throws SQLException {
    try {
      asApp(tenant, sql);
    } catch (SQLException e) {
      assertTrue(e.getSQLState().startsWith("42"), e.toString());
    }
  }

  private static void asApp(String tenant, String sql) throws SQLException {
    try (Connection app = ACCESS.connect()) {
      LogUnderTest.bind(app, tenant);
      app.prepareStatement(sql).execute();
    }
  }

  private static String asTenant(String tenant, String sql) throws SQLException {
    try (Connection app = ACCESS.connect()) {
      LogUnderTest.bind(app, tenant);
      return first(app, sql);
    }
  }

  private static String asOwner(String sql) throws SQLException {
    try (Connection owner = ACCESS.connectAsOwner()) {
      return first(owner, sql);
    }
  }

  private static String first(Connection connection, String sql) throws SQLException {
    ResultSet rows = connection.prepareStatement(sql).executeQuery();
    return rows.next() ? rows.getString(1) : "";
  }
}

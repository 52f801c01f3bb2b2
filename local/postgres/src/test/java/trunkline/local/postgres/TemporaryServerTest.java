package trunkline.local.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TemporaryServerTest {
  private static final String PERMISSION_DENIED = "42501";

  @Test
  void askedTwice_sameServerAndTwoDatabases() throws SQLException {
    assertSame(Postgres.temporary(), Postgres.temporary());
    var one = Postgres.temporary().newDatabase();
    var other = Postgres.temporary().newDatabase();
    assertNotEquals(one.url(), other.url());
    try (Connection owner = one.connectAsOwner();
        Connection stranger = other.connectAsOwner()) {
      Sql.execute(owner, "CREATE TABLE t (id int)");
      var refused =
          assertThrows(SQLException.class, () -> Sql.text(stranger, "SELECT count(*) FROM t"));
      assertEquals("42P01", refused.getSQLState());
    }
  }

  @Test
  void foreignRole_cannotConnect() {
    var one = Postgres.temporary().newDatabase();
    var other = Postgres.temporary().newDatabase();
    var intruder =
        new DatabaseAccess(
            one.url(), other.owner(), other.ownerPassword(), other.user(), other.password());
    var refused = assertThrows(SQLException.class, intruder::connect);
    assertEquals(PERMISSION_DENIED, refused.getSQLState());
  }

  @Test
  void appRole_mayDoWhatTheOwnerGrantsAndNoMore() throws SQLException {
    var database = Postgres.temporary().newDatabase();
    try (Connection owner = database.connectAsOwner();
        Connection app = database.connect()) {
      Sql.execute(owner, "CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, name text)");
      assertRefused(app, "SELECT * FROM t");
      Sql.execute(owner, "GRANT SELECT, INSERT ON t TO " + database.user());
      Sql.execute(app, "INSERT INTO t (name) VALUES ('Ødegård')");
      assertEquals("Ødegård", Sql.text(app, "SELECT name FROM t"));
      assertRefused(app, "DELETE FROM t");
      assertRefused(app, "ALTER TABLE t ADD x int");
      assertRefused(app, "CREATE TABLE mine (id int)");
    }
  }

  @Test
  void appRole_isHeldByRowLevelSecurity() throws SQLException {
    var database = Postgres.temporary().newDatabase();
    try (Connection owner = database.connectAsOwner();
        Connection app = database.connect()) {
      Sql.execute(owner, "CREATE TABLE t (tenant text)");
      Sql.execute(owner, "INSERT INTO t VALUES ('ours'), ('theirs')");
      Sql.execute(owner, "GRANT SELECT ON t TO " + database.user());
      Sql.execute(owner, "ALTER TABLE t ENABLE ROW LEVEL SECURITY");
      Sql.execute(owner, "CREATE POLICY p ON t USING (tenant = current_setting('app.tenant'))");
      Sql.execute(app, "SET app.tenant = 'ours'");
      assertEquals("ours", Sql.text(app, "SELECT string_agg(tenant, ',') FROM t"));
    }
  }

  @Test
  void roles_haveNoPowerOverTheServer() throws SQLException {
    var database = Postgres.temporary().newDatabase();
    for (Connection connection : new Connection[] {database.connect(), database.connectAsOwner()}) {
      try (connection) {
        String powers =
            Sql.text(
                connection,
                """
                SELECT rolsuper OR rolcreatedb OR rolcreaterole OR rolbypassrls OR rolreplication
                  FROM pg_roles WHERE rolname = current_user
                """);
        assertEquals("f", powers);
      }
    }
  }

  @Test
  void text_isUtf8AndSortsByCodePointEverywhere() throws SQLException {
    try (Connection app = Postgres.temporary().newDatabase().connect()) {
      assertEquals("UTF8", Sql.text(app, "SHOW server_encoding"));
      assertEquals("ÆØÅ", Sql.text(app, "SELECT upper('æøå')"));
      assertEquals(
          "B,a,å",
          Sql.text(app, "SELECT string_agg(x, ',' ORDER BY x) FROM unnest('{å,a,B}'::text[]) x"));
    }
  }

  @Test
  void owner_createsTheExtensionsThatIndexesNeed() throws SQLException {
    try (Connection owner = Postgres.temporary().newDatabase().connectAsOwner()) {
      Sql.execute(owner, "CREATE EXTENSION pg_trgm");
      Sql.execute(owner, "CREATE EXTENSION btree_gin");
    }
  }

  @Test
  void accessInText_showsNoPassword() {
    var access = Postgres.temporary().newDatabase();
    assertFalse(access.toString().contains(access.password()));
    assertFalse(access.toString().contains(access.ownerPassword()));
  }

  private static void assertRefused(Connection connection, String sql) {
    var refused = assertThrows(SQLException.class, () -> Sql.execute(connection, sql), sql);
    assertEquals(PERMISSION_DENIED, refused.getSQLState(), sql);
  }
}

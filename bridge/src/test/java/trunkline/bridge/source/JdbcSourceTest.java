package trunkline.bridge.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.local.postgres.Postgres;

/** Paging by key: every row once, whatever the key and the page, with rows moving meanwhile. */
class JdbcSourceTest {
  private static final DatabaseAccess DATABASE = Postgres.temporary().newDatabase();

  @BeforeEach
  void clear() throws SQLException {
    run("DROP TABLE IF EXISTS t CASCADE");
    run("DROP FUNCTION IF EXISTS w()");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100})
  void compositeKey_everyRowOnceForAnyPage(int limit) throws SQLException {
    run("CREATE TABLE t (op text, day date, n bigint, v text, PRIMARY KEY (op, day, n))");
    run(
        """
        INSERT INTO t SELECT op, DATE '2020-01-01' + day, n, op || day || n
        FROM unnest(ARRAY['a', 'B', 'ä', 'a b', '']) AS op, generate_series(0, 2) AS day,
             generate_series(8, 11) AS n
        """);
    try (JdbcSource source = open(KeysetSql.table("public.t", List.of("op", "day", "n")))) {
      List<SourceRow> rows = all(source, limit);
      assertEquals(60, rows.size());
      Set<String> keys = new HashSet<>();
      rows.forEach(row -> keys.add(row.key()));
      assertEquals(60, keys.size());
      assertEquals(60, source.count());
    }
  }

  @Test
  void rangeBetweenPositions_isWhatThePagesWere() throws SQLException {
    run("CREATE TABLE t (k varchar(10) PRIMARY KEY, v text)");
    run("INSERT INTO t SELECT n::text, 'v' || n FROM generate_series(1, 50) AS n");
    try (JdbcSource source = open(KeysetSql.table("t", List.of("k")))) {
      Position after = Position.START;
      List<SourceRow> page = source.page(after, 7);
      while (!page.isEmpty()) {
        List<String> again = new ArrayList<>();
        source.range(after, page.getLast().position(), row -> again.add(row.key()));
        assertEquals(page.stream().map(SourceRow::key).toList(), again);
        after = page.getLast().position();
        page = source.page(after, 7);
      }
    }
  }

  @Test
  void rowsDeletedWhileReading_positionStillHolds() throws SQLException {
    run("CREATE TABLE t (k int PRIMARY KEY)");
    run("INSERT INTO t SELECT generate_series(1, 10)");
    try (JdbcSource source = open(KeysetSql.table("t", List.of("k")))) {
      Position fifth = source.page(Position.START, 5).getLast().position();
      run("DELETE FROM t WHERE k = 5");
      assertEquals("6", source.page(fifth, 1).getFirst().key());
    }
  }

  @Test
  void nullAndEmpty_keptApart() throws SQLException {
    run("CREATE TABLE t (k int PRIMARY KEY, v text)");
    run("INSERT INTO t VALUES (1, NULL), (2, '')");
    try (JdbcSource source = open(KeysetSql.table("t", List.of("k")))) {
      List<SourceRow> rows = source.page(Position.START, 2);
      assertEquals(null, rows.get(0).value("v"));
      assertEquals("", rows.get(1).value("v"));
    }
  }

  @Test
  void keyThatIsNullOrNotUnique_refusedAtTheStart() throws SQLException {
    run("CREATE TABLE t (k int, v text)");
    run("INSERT INTO t VALUES (1, 'a'), (1, 'b')");
    refused("1 values of the key [k] occur more than once");
    run("UPDATE t SET k = NULL WHERE v = 'a'");
    refused("1 rows have no value in the key [k]");
  }

  @Test
  void query_pagedLikeATable() throws SQLException {
    run("CREATE TABLE t (k int PRIMARY KEY, v text)");
    run("INSERT INTO t SELECT n, 'v' FROM generate_series(1, 9) AS n");
    KeysetSql even = KeysetSql.query("SELECT k AS nr, v FROM t WHERE k % 2 = 0;", List.of("nr"));
    try (JdbcSource source = open(even)) {
      assertEquals(
          List.of("2", "4", "6", "8"), all(source, 3).stream().map(SourceRow::key).toList());
    }
  }

  @Test
  void writingThroughTheSource_notPossible() throws SQLException {
    run("CREATE TABLE t (k int PRIMARY KEY)");
    run("CREATE FUNCTION w() RETURNS int LANGUAGE sql AS 'INSERT INTO t VALUES (1) RETURNING k'");
    SourceProblem problem =
        assertThrows(
            SourceProblem.class,
            () -> open(KeysetSql.query("SELECT w() AS k", List.of("k"))).page(Position.START, 1));
    assertTrue(
        String.valueOf(problem.getMessage()).contains("SQLSTATE 25006"), problem.getMessage());
  }

  private void refused(String message) {
    SourceProblem problem =
        assertThrows(SourceProblem.class, () -> open(KeysetSql.table("t", List.of("k"))));
    assertTrue(String.valueOf(problem.getMessage()).contains(message), problem.getMessage());
  }

  private static List<SourceRow> all(JdbcSource source, int limit) {
    List<SourceRow> rows = new ArrayList<>();
    List<SourceRow> page = source.page(Position.START, limit);
    while (!page.isEmpty()) {
      rows.addAll(page);
      page = source.page(page.getLast().position(), limit);
    }
    return rows;
  }

  private JdbcSource open(KeysetSql sql) {
    return new JdbcSource(DATABASE.url(), DATABASE.owner(), DATABASE.ownerPassword(), sql);
  }

  private void run(String sql) throws SQLException {
    try (Connection connection = DATABASE.connectAsOwner();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

package trunkline.bridge.source;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A table or a query, read in the order of its key, page by page: {@code WHERE key > ? ORDER BY key
 * LIMIT n}. Each page is a short read-only transaction, so the legacy database holds no old
 * snapshot open for hours; what changes meanwhile is found by the recount at the end.
 *
 * <p>A key that is null or not unique would lose rows between two pages: it is refused at the
 * start.
 */
public final class JdbcSource implements Source {
  private static final int FETCH_ROWS = 1000;

  private final Connection connection;
  private final KeysetSql sql;
  private final Columns columns;
  private final int[] keyTypes;
  private final String identity;

  /** Connects; the password is used for nothing else and never shown. */
  public JdbcSource(String url, String user, String password, KeysetSql sql) {
    this.sql = sql;
    try {
      this.connection = connect(url, user, password);
      try (PreparedStatement statement = connection.prepareStatement(sql.describe())) {
        ResultSetMetaData described = statement.executeQuery().getMetaData();
        this.columns = columnsOf(described);
        this.keyTypes = typesOf(described);
      }
      connection.commit();
      checkKey();
    } catch (SQLException e) {
      throw broken("cannot be opened", e);
    }
    this.identity = url.replaceAll("[?;].*$", "") + " " + sql.from();
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public String identity() {
    return identity;
  }

  @Override
  public boolean identityCoversContent() {
    return false;
  }

  @Override
  public long count() {
    return number(sql.count());
  }

  @Override
  public List<SourceRow> page(Position after, int limit) {
    List<SourceRow> page = new ArrayList<>(limit);
    query(sql.page(!after.isStart(), limit), List.of(after), page::add);
    return page;
  }

  @Override
  public void range(Position after, Position upTo, Consumer<SourceRow> each) {
    query(sql.range(!after.isStart()), List.of(after, upTo), each);
  }

  private void query(String text, List<Position> bounds, Consumer<SourceRow> each) {
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      statement.setFetchSize(FETCH_ROWS);
      bind(statement, bounds);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          each.accept(row(result));
        }
      }
      connection.commit();
    } catch (SQLException e) {
      throw broken("cannot be read", e);
    }
  }

  private void bind(PreparedStatement statement, List<Position> bounds) throws SQLException {
    int parameter = 1;
    for (Position bound : bounds) {
      for (int i = 0; i < bound.parts().size(); i++) {
        statement.setObject(parameter++, bound.parts().get(i), keyTypes[i]);
      }
    }
  }

  private SourceRow row(ResultSet result) throws SQLException {
    @Nullable String[] values = new String[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = result.getString(i + 1);
    }
    List<String> position = new ArrayList<>(sql.keyColumns().size());
    for (String name : sql.keyColumns()) {
      position.add(String.valueOf(values[columns.index(name)]));
    }
    String key = SourceKey.of(columns, values, sql.keyColumns());
    Optional<String> defect = SourceKey.defectOf(key);
    return new SourceRow(new Position(position), key, columns, values, defect);
  }

  private void checkKey() {
    long nulls = number(sql.nullKeys());
    if (nulls > 0) {
      throw new SourceProblem(
          "%d rows have no value in the key %s; choose a key that every row has"
              .formatted(nulls, sql.keyColumns()));
    }
    long repeated = number(sql.repeatedKeys());
    if (repeated > 0) {
      throw new SourceProblem(
          "%d values of the key %s occur more than once; add a column to source.key that tells the rows apart"
              .formatted(repeated, sql.keyColumns()));
    }
  }

  private long number(String text) {
    try (PreparedStatement statement = connection.prepareStatement(text);
        ResultSet result = statement.executeQuery()) {
      result.next();
      long number = result.getLong(1);
      connection.commit();
      return number;
    } catch (SQLException e) {
      throw broken("cannot be counted", e);
    }
  }

  private static Connection connect(String url, String user, String password) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    Connection connection = DriverManager.getConnection(url, properties);
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    return connection;
  }

  private static Columns columnsOf(ResultSetMetaData described) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= described.getColumnCount(); i++) {
      names.add(described.getColumnLabel(i));
    }
    return new Columns(names);
  }

  private int[] typesOf(ResultSetMetaData described) throws SQLException {
    int[] types = new int[sql.keyColumns().size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = described.getColumnType(columns.index(sql.keyColumns().get(i)) + 1);
    }
    return types;
  }

  private static SourceProblem broken(String what, SQLException e) {
    return new SourceProblem(
        "the source database %s (SQLSTATE %s); what was loaded is safe: mend it and run again"
            .formatted(what, e.getSQLState()),
        e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw broken("cannot be closed", e);
    }
  }
}

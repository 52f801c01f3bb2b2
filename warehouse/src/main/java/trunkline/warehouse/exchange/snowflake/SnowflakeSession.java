package trunkline.warehouse.exchange.snowflake;

import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.exchange.snowflake.SnowflakeConfig.Settings;
import trunkline.warehouse.refusal.Refusal;

/**
 * One session with Snowflake, by key pair and in UTC. The driver repeats a request under the same
 * id, so that Snowflake runs it once. Whatever Snowflake or the way to it says no with becomes a
 * refusal. One thread at a time.
 */
final class SnowflakeSession implements AutoCloseable {
  private static final int LONGEST_SHOWN = 120;

  private final Settings settings;
  private final Connection connection;

  private SnowflakeSession(Settings settings, Connection connection) {
    this.settings = settings;
    this.connection = connection;
  }

  static SnowflakeSession open(Settings settings) {
    URI url = settings.url();
    int port = url.getPort() < 0 ? 443 : url.getPort();
    var driver = SnowflakeDriver.load(settings.driver());
    try {
      var address = "jdbc:snowflake://%s:%d/".formatted(url.getHost(), port);
      Connection connection = driver.connect(address, properties(settings));
      return new SnowflakeSession(settings, Objects.requireNonNull(connection));
    } catch (SQLException e) {
      throw Refusal.snowflakeLogin(url, settings.user(), said(e));
    }
  }

  private static Properties properties(Settings settings) {
    var properties = new Properties();
    properties.put("user", settings.user());
    properties.put("account", settings.account());
    properties.put("authenticator", "SNOWFLAKE_JWT");
    properties.put("privateKey", SnowflakeKey.read(settings.key()));
    properties.put("role", settings.role());
    properties.put("warehouse", settings.warehouse());
    properties.put("db", settings.database());
    properties.put("schema", settings.schema());
    properties.put("ssl", "https".equals(settings.url().getScheme()) ? "on" : "off");
    properties.put("application", "Trunkline");
    // the driver would ask metadata addresses of clouds, and tell its maker how it is used
    properties.put("disablePlatformDetection", "true");
    properties.put("CLIENT_TELEMETRY_ENABLED", "false");
    properties.put("CLIENT_OUT_OF_BAND_TELEMETRY_ENABLED", "false");
    properties.put("clientStoreTemporaryCredential", "false");
    properties.put("ownerOnlyStageFilePermissionsEnabled", "true");
    properties.put("ocspFailOpen", Boolean.toString(settings.ocspFailOpen()));
    properties.put("JDBC_QUERY_RESULT_FORMAT", "JSON"); // Arrow wants the JDK's inner parts opened
    properties.put("TIMEZONE", "UTC");
    properties.put("DATE_OUTPUT_FORMAT", "YYYY-MM-DD");
    properties.put("ABORT_DETACHED_QUERY", "true");
    properties.put("QUERY_TAG", "trunkline");
    limits(settings.limits(), properties);
    return properties;
  }

  private static void limits(SnowflakeConfig.LimitsConfig limits, Properties properties) {
    properties.put("loginTimeout", seconds(limits.login()));
    properties.put("networkTimeout", Long.toString(limits.request().toMillis()));
    properties.put("HTTP_CLIENT_SOCKET_TIMEOUT", Long.toString(limits.request().toMillis()));
    properties.put("HTTP_CLIENT_CONNECTION_TIMEOUT", Long.toString(limits.login().toMillis()));
    properties.put("queryTimeout", seconds(limits.statement()));
    properties.put("maxHttpRetries", Integer.toString(limits.retries()));
    properties.put("putGetMaxRetries", Integer.toString(limits.retries()));
  }

  private static String seconds(Duration duration) {
    return Long.toString(duration.toSeconds());
  }

  /** The full name of something in the schema of the settings, quoted. */
  String name(String own) {
    return SnowflakeNames.of(settings.database(), settings.schema(), own);
  }

  /** A view of the database's own dictionary. */
  String information(String view) {
    return SnowflakeNames.of(settings.database(), "INFORMATION_SCHEMA", view);
  }

  /** Gives up an open transaction; one that can't be reached any more ends by itself. */
  void undo() {
    try (var statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      // what was refused before says more
    }
  }

  /** Runs a statement that answers nothing we want. */
  void run(String sql, Object... parameters) {
    rows(sql, parameters);
  }

  /** Runs a statement and says how many rows it changed. */
  long change(String sql, Object... parameters) {
    return on(sql, PreparedStatement::executeLargeUpdate, parameters);
  }

  List<List<@Nullable Object>> rows(String sql, Object... parameters) {
    return on(
        sql,
        statement -> {
          if (!statement.execute()) {
            return List.of();
          }
          try (ResultSet result = statement.getResultSet()) {
            return read(result);
          }
        },
        parameters);
  }

  @FunctionalInterface
  private interface Work<T> {
    T on(PreparedStatement statement) throws SQLException;
  }

  private <T> T on(String sql, Work<T> work, Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i].toString());
      }
      return work.on(statement);
    } catch (SQLException e) {
      throw Refusal.snowflakeRefused(shortened(sql), said(e));
    }
  }

  private static String shortened(String sql) {
    String line = sql.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
  }

  private static List<List<@Nullable Object>> read(ResultSet result) throws SQLException {
    int width = result.getMetaData().getColumnCount();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    while (result.next()) {
      List<@Nullable Object> row = new ArrayList<>(width);
      for (int i = 1; i <= width; i++) {
        row.add(result.getString(i));
      }
      rows.add(row);
    }
    return rows;
  }

  /** The first line, with the vendor's number. */
  private static String said(SQLException e) {
    String message = Objects.toString(e.getMessage(), e.toString()).strip();
    return "%s (%d)".formatted(message.replaceAll("\\s+", " "), e.getErrorCode());
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // it ends by itself; what was done is done, and what was not is looked at by the next run
    }
  }
}

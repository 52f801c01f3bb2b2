package trunkline.warehouse.exchange.snowflake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The few statements of Snowflake's that we send, run by DuckDB: one object a session. What it does
 * not know it refuses as Snowflake refuses what it can't read.
 */
final class StandInSql {
  /** A column of an answer, with Snowflake's name of its type. */
  record Column(String name, String type, int scale) {}

  /** What a statement answers. */
  record Answer(int kind, List<Column> columns, List<List<@Nullable String>> rows) {
    static Answer done(int kind, String said) {
      return new Answer(kind, List.of(new Column("status", "text", 0)), List.of(List.of(said)));
    }

    static Answer counted(int kind, String what, long rows) {
      return new Answer(
          kind, List.of(new Column(what, "fixed", 0)), List.of(List.of(Long.toString(rows))));
    }
  }

  /** Snowflake's own refusal, with its number and SQL state. */
  static final class Refused extends Exception {
    final String code;
    final String state;

    Refused(String code, String state, String message) {
      super(message);
      this.code = code;
      this.state = state;
    }
  }

  static final int SELECT = 0x1000;
  static final int INSERT = 0x3100;
  static final int MERGE = 0x3400;
  static final int COPY = 0x3600;
  static final int UNLOAD = 0x3700;
  static final int DESCRIBE = 0x4500;
  static final int TRANSACTION = 0x5000;
  static final int DDL = 0x6000;
  static final int REMOVE = 0x7103;

  private static final int ALL = Pattern.CASE_INSENSITIVE | Pattern.DOTALL;
  private static final String NAME = "((?:\"[^\"]+\"\\.)*\"[^\"]+\")";

  @FunctionalInterface
  private interface Run {
    Answer of(Matcher statement) throws SQLException, IOException, Refused;
  }

  private final Connection engine;
  private final Path stages;
  private final String schema;
  private final Map<Pattern, Run> known = new LinkedHashMap<>();
  private final List<String> temporary = new ArrayList<>();
  private boolean inTransaction;

  StandInSql(Connection engine, Path stages, String schema) {
    this.engine = engine;
    this.stages = stages;
    this.schema = schema;
    know("CREATE STAGE IF NOT EXISTS " + NAME, this::createStage);
    know("CREATE OR REPLACE TEMPORARY TABLE " + NAME + "( \\(.*\\))", this::createTemporary);
    know("CREATE TABLE IF NOT EXISTS .*|ALTER TABLE \\S+ ADD COLUMN .*", this::ddl);
    know("DESCRIBE TABLE " + NAME, this::describe);
    know("REMOVE @" + NAME + "/(\\S+)", this::remove);
    know(
        "COPY INTO "
            + NAME
            + " FROM @"
            + NAME
            + "/(\\S+) FILE_FORMAT = \\(TYPE = PARQUET"
            + " USE_LOGICAL_TYPE = TRUE\\)\\s+MATCH_BY_COLUMN_NAME = CASE_SENSITIVE"
            + " ON_ERROR = ABORT_STATEMENT",
        this::copyIn);
    know(
        "COPY INTO @"
            + NAME
            + "/(\\S+) FROM \\((SELECT .*)\\)"
            + " FILE_FORMAT = \\(TYPE = PARQUET\\) HEADER = TRUE",
        this::copyOut);
    know("MERGE INTO .*", this::merge);
    know("INSERT OVERWRITE INTO " + NAME + " (.*)", this::overwrite);
    know("SELECT .*", this::select);
    know("BEGIN TRANSACTION", this::begin);
    know("COMMIT|ROLLBACK", this::end);
  }

  private void know(String pattern, Run run) {
    known.put(Pattern.compile(pattern, ALL), run);
  }

  Answer run(String sql) throws Refused {
    String statement = sql.strip();
    for (Map.Entry<Pattern, Run> one : known.entrySet()) {
      Matcher matcher = one.getKey().matcher(statement);
      if (matcher.matches()) {
        try {
          return one.getValue().of(matcher);
        } catch (SQLException | IOException e) {
          throw new Refused("002003", "02000", "SQL compilation error: " + e.getMessage());
        }
      }
    }
    throw new Refused("001003", "42000", "SQL compilation error: syntax error: " + statement);
  }

  /** As when a session is lost: what was not committed never was. */
  void lose() {
    try {
      if (inTransaction) {
        execute("ROLLBACK");
      }
      engine.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where a stage's folder is on disk. */
  Path place(String stage, String path) throws Refused {
    Path folder = stages.resolve(stage.replace("\"", ""));
    if (!Files.isDirectory(folder)) {
      throw new Refused("002003", "02000", "Stage " + stage + " does not exist or not authorized.");
    }
    Path place = folder.resolve(path).normalize();
    if (!place.startsWith(folder)) {
      throw new Refused("001003", "42000", "the path leaves the stage");
    }
    return place;
  }

  private Answer createStage(Matcher m) throws IOException, SQLException {
    commitFirst();
    Files.createDirectories(stages.resolve(m.group(1).replace("\"", "")));
    return Answer.done(DDL, "Stage area successfully created.");
  }

  private Answer createTemporary(Matcher m) throws SQLException {
    commitFirst();
    temporary.add(m.group(1));
    execute("CREATE OR REPLACE TEMP TABLE " + own(m.group(1)) + types(m.group(2)));
    return Answer.done(DDL, "Table successfully created.");
  }

  private Answer ddl(Matcher m) throws SQLException {
    commitFirst();
    execute(types(m.group()));
    return Answer.done(DDL, "Statement executed successfully.");
  }

  /** In Snowflake a change of definitions commits what is open. */
  private void commitFirst() throws SQLException {
    if (inTransaction) {
      execute("COMMIT");
      inTransaction = false;
    }
  }

  private Answer describe(Matcher m) throws SQLException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    try (Statement statement = engine.createStatement();
        ResultSet result = statement.executeQuery("DESCRIBE " + own(m.group(1)))) {
      while (result.next()) {
        rows.add(List.of(result.getString(1), typeThere(result.getString(2)), "COLUMN"));
      }
    }
    Function<String, Column> text = name -> new Column(name, "text", 0);
    return new Answer(DESCRIBE, Stream.of("name", "type", "kind").map(text).toList(), rows);
  }

  private static String typeThere(String type) {
    return switch (type) {
      case "VARCHAR" -> "VARCHAR(16777216)";
      case "DOUBLE" -> "FLOAT";
      case "TIMESTAMP" -> "TIMESTAMP_NTZ(6)";
      case "TIMESTAMP WITH TIME ZONE" -> "TIMESTAMP_TZ(6)";
      default -> type.replace("DECIMAL", "NUMBER");
    };
  }

  private Answer remove(Matcher m) throws IOException, Refused {
    for (Path file : files(place(m.group(1), m.group(2)))) {
      Files.delete(file);
    }
    return Answer.done(REMOVE, "removed");
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private Answer copyIn(Matcher m) throws SQLException, IOException, Refused {
    String table = own(m.group(1));
    long rows = 0;
    for (Path file : files(place(m.group(2), m.group(3)))) {
      String read = "read_parquet('%s')".formatted(file);
      var common = new TreeSet<>(names("SELECT * FROM " + table));
      common.retainAll(names("SELECT * FROM " + read)); // by name, and in the same case
      String columns =
          common.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
      rows +=
          execute("INSERT INTO %s (%s) SELECT %s FROM %s".formatted(table, columns, columns, read));
    }
    return Answer.counted(COPY, "rows_loaded", rows);
  }

  private List<String> names(String select) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = engine.createStatement();
        ResultSet result = statement.executeQuery("DESCRIBE " + select)) {
      while (result.next()) {
        names.add(result.getString(1));
      }
    }
    return names;
  }

  /** In two files, as Snowflake may; without rows there is none. */
  private Answer copyOut(Matcher m) throws SQLException, IOException, Refused {
    Path folder = Files.createDirectories(place(m.group(1), m.group(2)));
    execute("CREATE OR REPLACE TEMP TABLE unloaded AS " + types(own(m.group(3))));
    try (Statement statement = engine.createStatement();
        ResultSet result = statement.executeQuery("DESCRIBE unloaded")) {
      while (result.next()) {
        if (result.getString(2).equals("TIMESTAMP WITH TIME ZONE")) {
          throw new Refused("001003", "22023", "Parquet can't be unloaded with TIMESTAMP_TZ");
        }
      }
    }
    long rows = 0;
    for (int part = 0; part < 2; part++) {
      Path file = folder.resolve("data_0_%d_0.snappy.parquet".formatted(part));
      long written =
          execute(
              "COPY (SELECT * EXCLUDE (n) FROM (SELECT *, row_number() OVER () AS n FROM unloaded) WHERE n %% 2 = %d) TO '%s' (FORMAT parquet)"
                  .formatted(part, file));
      rows += written;
      if (written == 0) {
        Files.deleteIfExists(file);
      }
    }
    return Answer.counted(UNLOAD, "rows_unloaded", rows);
  }

  private Answer merge(Matcher m) throws SQLException {
    return Answer.counted(MERGE, "number of rows merged", execute(types(own(m.group()))));
  }

  private Answer overwrite(Matcher m) throws SQLException {
    execute("DELETE FROM " + own(m.group(1)));
    String insert = "INSERT INTO %s %s".formatted(m.group(1), m.group(2));
    return Answer.counted(INSERT, "number of rows inserted", execute(own(insert)));
  }

  private Answer select(Matcher m) throws SQLException, Refused {
    try (Statement statement = engine.createStatement();
        ResultSet result = statement.executeQuery(types(own(m.group())))) {
      var about = result.getMetaData();
      List<Column> columns = new ArrayList<>();
      for (int i = 1; i <= about.getColumnCount(); i++) {
        columns.add(column(about.getColumnName(i), about.getColumnTypeName(i)));
      }
      List<List<@Nullable String>> rows = new ArrayList<>();
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>();
        for (int i = 1; i <= columns.size(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return new Answer(SELECT, columns, rows);
    }
  }

  private static Column column(String name, String type) throws Refused {
    if (type.equals("VARCHAR")) {
      return new Column(name, "text", 0);
    }
    if (type.equals("BIGINT") || type.equals("HUGEINT") || type.matches("DECIMAL\\(\\d+,0\\)")) {
      return new Column(name, "fixed", 0);
    }
    throw new Refused("000002", "0A000", "the stand-in does not answer the type " + type);
  }

  private Answer begin(Matcher m) throws SQLException {
    execute("BEGIN");
    inTransaction = true;
    return Answer.done(TRANSACTION, "Statement executed successfully.");
  }

  private Answer end(Matcher m) throws SQLException {
    if (inTransaction) {
      execute(m.group());
      inTransaction = false;
    }
    return Answer.done(TRANSACTION, "Statement executed successfully.");
  }

  private long execute(String sql) throws SQLException {
    try (Statement statement = engine.createStatement()) {
      return statement.executeLargeUpdate(sql);
    }
  }

  /** With the session's own tables where DuckDB has them. */
  private String own(String sql) {
    String own = sql;
    for (String name : temporary) {
      own = own.replace(name, "temp.main." + name.substring(name.lastIndexOf('.') + 1));
    }
    return own;
  }

  private String types(String sql) {
    return sql.replaceAll("NUMBER\\(", "DECIMAL(")
        .replaceAll("TIMESTAMP_NTZ\\(6\\)", "TIMESTAMP")
        .replaceAll("TIMESTAMP_TZ\\(6\\)", "TIMESTAMPTZ")
        .replaceAll("\\bFLOAT\\b", "DOUBLE")
        .replaceAll("\"\\w+\"\\.\"INFORMATION_SCHEMA\"\\.\"TABLES\"", "information_schema.tables")
        .replaceAll("CURRENT_SCHEMA\\(\\)", "'" + schema + "'")
        .replaceAll("HASH_AGG\\((.*)\\) FROM", "SUM(CAST(hash($1) AS DECIMAL(38,0))) FROM");
  }
}

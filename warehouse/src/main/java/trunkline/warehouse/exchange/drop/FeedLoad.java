package trunkline.warehouse.exchange.drop;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;
import trunkline.platform.json.Json;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineFailure;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.lake.DataFileWriter;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableShape;
import trunkline.warehouse.lake.TableView;
import trunkline.warehouse.loader.BatchIds;
import trunkline.warehouse.refusal.Refusal;

/**
 * Loads one file of a feed: its good rows in one commit that carries the file's digest, its bad
 * ones to the quarantine. A digest that the table holds already is not loaded again, whoever tries
 * and however often.
 */
record FeedLoad(Lake lake, EngineSettings settings, Feed feed) {
  /** What was found in a file, and whether this load put it into the table. */
  record Result(long rows, long loaded, long refused, boolean isNew) {}

  /** The table, made when it is not there yet. */
  Table table(EmbeddedEngine engine) {
    Schema wanted = TableShape.of(engine, feed.name(), "SELECT " + empty());
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("comment", feed.rows());
    properties.put(DropFolder.PERSONAL, Json.write(feed.personal()));
    Table table = lake.ensure(feed.table(), wanted, PartitionSpec.unpartitioned(), properties);
    if (!TableShape.same(table.schema(), wanted)) {
      TableShape.change(table.updateSchema(), table.schema(), wanted).commit();
    }
    var update = table.updateProperties();
    properties.forEach(update::set);
    boolean isStale =
        properties.entrySet().stream()
            .anyMatch(e -> !e.getValue().equals(table.properties().get(e.getKey())));
    if (isStale) {
      update.commit();
    }
    return table;
  }

  private String empty() {
    String declared =
        feed.columns().entrySet().stream()
            .map(c -> "CAST(NULL AS %s) AS %s".formatted(c.getValue(), Literal.name(c.getKey())))
            .collect(Collectors.joining(", "));
    return declared
        + ", '' AS file_name, '' AS file_digest, CAST(0 AS BIGINT) AS file_line, now() AS loaded_at";
  }

  /**
   * Loads {@code file}.
   *
   * @throws Refusal when nothing of it can be loaded
   */
  Result load(Path file, String digest, Instant at) throws IOException {
    Path clean = lake.workFolder().resolve(UUID.randomUUID() + ".csv");
    try (var engine = EmbeddedEngine.open(settings)) {
      Table table = table(engine);
      long known = rowsOf(engine, table, digest);
      // an erasure may have left none of the rows that it brought
      if (known > 0 || BatchIds.of(table, table.snapshots()).contains(digest)) {
        return new Result(known, known, 0, false);
      }
      boolean isParquet = feed.format().equals("parquet");
      engine.execute(judged(isParquet ? parquet(engine, file) : csv(file, clean)));
      long rows = engine.number("SELECT COUNT(*) FROM judged").longValueExact();
      long refused =
          engine.number("SELECT COUNT(*) FROM judged WHERE wrong <> ''").longValueExact();
      if (refused > feed.mostRefused()) {
        throw Refusal.fileRefused(
            "%,d of its %,d rows are bad, more than the feed allows; the first: %s"
                .formatted(refused, rows, firstWrong(engine)));
      }
      quarantine(engine, digest, refused);
      boolean isNew = rows == refused || commit(engine, table, file, digest, at);
      return new Result(rows, rows - refused, refused, isNew);
    } finally {
      Files.deleteIfExists(clean);
    }
  }

  private long rowsOf(EmbeddedEngine engine, Table table, String digest) {
    TableView.create(engine, feed.table(), table);
    BigDecimal rows =
        engine.number(
            "SELECT COUNT(*) FROM %s WHERE file_digest = %s"
                .formatted(feed.table(), Literal.text(digest)));
    return rows.longValueExact();
  }

  /** Every row with its line and what is wrong with it, if anything is. */
  private String judged(String read) {
    return """
        CREATE OR REPLACE TEMP TABLE judged AS
        SELECT *, CASE WHEN unread <> '' THEN unread %s ELSE '' END AS wrong
        FROM %s
        """
        .formatted(String.join(" ", rules()), read);
  }

  private String csv(Path file, Path clean) throws IOException {
    new RecordFile(feed).rewrite(file, clean);
    String columns =
        feed.columns().keySet().stream()
            .map(column -> Literal.text(column) + ": 'VARCHAR'")
            .collect(Collectors.joining(", "));
    return """
        read_csv(%s, header = false, auto_detect = false, delim = ',', quote = '"', escape = '"',
                 new_line = '\\r\\n', nullstr = '', max_line_size = 16777216,
                 columns = {'line': 'BIGINT', 'unread': 'VARCHAR', 'raw': 'VARCHAR', %s},
                 force_not_null = ['unread', 'raw'])
        """
        .formatted(Literal.text(clean), columns);
  }

  /** The same of a Parquet file: its values as text, to be judged as those of any file. */
  private String parquet(EmbeddedEngine engine, Path file) {
    String rows = "read_parquet(%s, file_row_number = true)".formatted(Literal.text(file));
    Set<String> there = new TreeSet<>();
    try {
      engine
          .rows("DESCRIBE SELECT * EXCLUDE (file_row_number) FROM " + rows)
          .forEach(column -> there.add(String.valueOf(column.getFirst())));
    } catch (EngineFailure e) {
      throw Refusal.fileRefused("it is no Parquet file that can be read: " + e.getMessage());
    }
    if (!there.equals(feed.columns().keySet())) {
      throw Refusal.fileRefused(
          "its columns are %s and not the feed's %s".formatted(there, feed.columns().keySet()));
    }
    String columns =
        feed.columns().keySet().stream()
            .map(Literal::name)
            .map(column -> "CAST(%s AS VARCHAR) AS %s".formatted(column, column))
            .collect(Collectors.joining(", "));
    return "(SELECT file_row_number + 1 AS line, '' AS unread, '' AS raw, %s FROM %s)"
        .formatted(columns, rows);
  }

  private List<String> rules() {
    List<String> rules = new ArrayList<>();
    feed.columns()
        .forEach(
            (column, type) -> {
              String value = Literal.name(column);
              rules.add(
                  "WHEN %s IS NOT NULL AND TRY_CAST(%s AS %s) IS NULL THEN %s || left(%s, 100)"
                      .formatted(
                          value,
                          value,
                          type,
                          Literal.text(column + " is no " + type + ": "),
                          value));
            });
    for (String column : feed.key()) {
      rules.add(
          "WHEN %s IS NULL THEN %s"
              .formatted(Literal.name(column), Literal.text(column + " of the key is missing")));
    }
    if (!feed.key().isEmpty()) {
      String key = feed.key().stream().map(Literal::name).collect(Collectors.joining(", "));
      rules.add(
          "WHEN ROW_NUMBER() OVER (PARTITION BY %s ORDER BY line) > 1 THEN 'its key stands in an earlier line'"
              .formatted(key));
    }
    return rules;
  }

  private static String firstWrong(EmbeddedEngine engine) {
    var row =
        engine
            .rows("SELECT line, wrong FROM judged WHERE wrong <> '' ORDER BY line LIMIT 1")
            .getFirst();
    return "line %s, %s".formatted(row.get(0), row.get(1));
  }

  private void quarantine(EmbeddedEngine engine, String digest, long refused) {
    if (refused == 0) {
      return;
    }
    String row =
        feed.columns().keySet().stream()
            .map(c -> Literal.text(c) + ", " + Literal.name(c))
            .collect(Collectors.joining(", "));
    String sql =
        """
        SELECT CAST(json_object('line', line, 'reason', wrong,
                    'text', CASE WHEN raw = '' THEN CAST(json_object(%s) AS VARCHAR) ELSE raw END) AS VARCHAR)
        FROM judged WHERE wrong <> '' ORDER BY line
        """
            .formatted(row);
    List<String> lines = engine.rows(sql).stream().map(r -> String.valueOf(r.getFirst())).toList();
    new FeedQuarantine(lake.store(), feed).put(digest, lines);
  }

  private boolean commit(EmbeddedEngine engine, Table table, Path file, String digest, Instant at) {
    String columns =
        table.schema().columns().stream()
            .map(c -> value(c.name(), file, digest, at) + " AS " + Literal.name(c.name()))
            .collect(Collectors.joining(", "));
    var written =
        new DataFileWriter(lake, engine)
            .write(
                feed.table(),
                table.schema(),
                "SELECT " + columns + " FROM judged WHERE wrong = '' ORDER BY line");
    var append =
        table.newAppend().appendFile(written.dataFile(table.spec(), "")).set(BatchIds.KEY, digest);
    append.validateWith(history -> !BatchIds.of(table, history).contains(digest));
    try {
      append.commit();
      return true;
    } catch (ValidationException e) {
      written.discard(); // another process was faster with the same file
      return false;
    }
  }

  private String value(String column, Path file, String digest, Instant at) {
    return switch (column) {
      case "file_name" -> Literal.text(file.getFileName());
      case "file_digest" -> Literal.text(digest);
      case "file_line" -> "line";
      case "loaded_at" -> "CAST(" + Literal.text(at) + " AS TIMESTAMPTZ)";
      default -> "CAST(%s AS %s)".formatted(Literal.name(column), feed.columns().get(column));
    };
  }
}

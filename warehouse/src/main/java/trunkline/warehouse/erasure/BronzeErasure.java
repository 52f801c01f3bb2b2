package trunkline.warehouse.erasure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.duckdb.DuckDBConnection;
import trunkline.platform.json.Json;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineFailure;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.lake.DataFileWriter;
import trunkline.warehouse.lake.DataFileWriter.Written;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.LakeFiles;
import trunkline.warehouse.lake.TableView;
import trunkline.warehouse.landing.Position;
import trunkline.warehouse.loader.BronzeEvent;
import trunkline.warehouse.refusal.Refusal;

/**
 * Makes the rows of bronze less, as a service's instructions say: the data files that hold such
 * rows are written again and take the old ones' places in one commit, together with the note how
 * far the instructions are obeyed. Watermarks stay as they are: nothing is loaded by this.
 */
final class BronzeErasure {
  private static final TableIdentifier OLD = TableIdentifier.of("erasure", "old_file");

  private final EmbeddedEngine engine;
  private final DataFileWriter writer;

  /** {@code engine} sees {@code bronze.event}. */
  BronzeErasure(Lake lake, EmbeddedEngine engine) {
    this.engine = engine;
    this.writer = new DataFileWriter(lake, engine);
  }

  /**
   * Obeys the instructions of one service.
   *
   * @param note properties that the table has from the same commit on
   * @return how many rows became less; -1 when another process was faster
   */
  long obey(Table table, String service, List<Instruction> instructions, Map<String, String> note) {
    long rows = collect(service, instructions);
    Map<String, DataFile> files = files(table, service);
    List<DataFile> old = new ArrayList<>();
    List<Written> fresh = new ArrayList<>();
    if (rows > 0) {
      for (String path : affected(files.keySet())) {
        old.add(Objects.requireNonNull(files.get(path)));
        fresh.add(reduced(table, Objects.requireNonNull(files.get(path))));
      }
    }
    try {
      commit(table, service, old, fresh, note);
      return rows;
    } catch (ValidationException | CommitFailedException e) {
      fresh.forEach(Written::discard);
      return -1;
    }
  }

  private void commit(
      Table table,
      String service,
      List<DataFile> old,
      List<Written> fresh,
      Map<String, String> note) {
    Transaction transaction = table.newTransaction();
    if (!fresh.isEmpty()) {
      var overwrite = transaction.newOverwrite();
      old.forEach(overwrite::deleteFile);
      fresh.forEach(file -> overwrite.addFile(file.dataFile(table.spec(), "service=" + service)));
      overwrite.commit();
    }
    var update = transaction.updateProperties();
    note.forEach(update::set);
    update.commit();
    transaction.commitTransaction();
  }

  /** Puts every row that changes, with what is left of it, into a table of the engine. */
  private long collect(String service, List<Instruction> instructions) {
    engine.execute(
        "CREATE OR REPLACE TABLE reduced (tx BIGINT, seq BIGINT, request VARCHAR, resource VARCHAR)");
    long count = 0;
    try (var appender =
        engine.connection().unwrap(DuckDBConnection.class).createAppender("main", "reduced")) {
      for (var row : engine.rows(candidates(service, Instruction.resourceIds(instructions)))) {
        count += append(appender, row.stream().map(Objects::requireNonNull).toList(), instructions);
      }
    } catch (SQLException e) {
      throw new EngineFailure(e);
    }
    return count;
  }

  private static String candidates(String service, Set<String> ids) {
    return """
        SELECT tx, seq, tenant, resource_type, resource_id, resource FROM bronze.event
        WHERE service = %s AND list_contains(%s, resource_id)
        """
        .formatted(Literal.text(service), Literal.list(ids));
  }

  private static int append(
      org.duckdb.DuckDBAppender appender, List<Object> row, List<Instruction> instructions)
      throws SQLException {
    var place = new Position(((Number) row.get(0)).longValue(), ((Number) row.get(1)).longValue());
    String before = row.get(5).toString();
    String request = "";
    ObjectNode document = (ObjectNode) Json.parse(before);
    for (Instruction instruction : instructions) {
      ObjectNode left =
          instruction.obeyed(
              row.get(2).toString(),
              place,
              row.get(3).toString(),
              row.get(4).toString(),
              document.deepCopy());
      if (!left.equals(document)) {
        document = left;
        request = instruction.says().requestId();
      }
    }
    if (request.isEmpty()) {
      return 0;
    }
    appender.beginRow();
    appender.append(place.tx());
    appender.append(place.seq());
    appender.append(request);
    appender.append(Json.write(document));
    appender.endRow();
    return 1;
  }

  private static Map<String, DataFile> files(Table table, String service) {
    Map<String, DataFile> files = new HashMap<>();
    try (var tasks = table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        if (!task.deletes().isEmpty()) {
          // a file that is written again would bring them back
          throw Refusal.tableUnsupported(
              BronzeEvent.NAME.toString(),
              "another engine left row deletes in it, and erasures are to be obeyed; compact it there first");
        }
        if (service.equals(task.file().partition().get(0, String.class))) {
          files.put(LakeFiles.pathOf(table, task.file()).toString(), task.file());
        }
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> affected(Set<String> files) {
    String sql =
        "SELECT DISTINCT filename FROM read_parquet(%s, filename = true) SEMI JOIN reduced USING (tx, seq)"
            .formatted(Literal.list(files));
    return engine.rows(sql).stream()
        .map(row -> String.valueOf(row.getFirst()))
        .sorted()
        .collect(Collectors.toList());
  }

  /** The file with all columns of today, whichever it was written with. */
  private Written reduced(Table table, DataFile file) {
    TableView.create(engine, OLD, table, List.of(file));
    String select =
        """
        SELECT old.* REPLACE (COALESCE(reduced.request, old.correlation_id) AS correlation_id,
                              COALESCE(reduced.resource, old.resource) AS resource)
        FROM %s AS old LEFT JOIN reduced ON old.tx = reduced.tx AND old.seq = reduced.seq
        """
            .formatted(OLD);
    return writer.write(BronzeEvent.NAME, table.schema(), select);
  }
}

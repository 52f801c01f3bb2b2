package trunkline.warehouse.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.DataFileWriter.Written;
import trunkline.warehouse.refusal.Refusal;

/** Rows that a delete file names are not there, whoever has written it. */
class PositionDeletesTest {
  private static final TableIdentifier NAME = TableIdentifier.of("core", "thing");
  private static final Schema SCHEMA =
      new Schema(Types.NestedField.optional(1, "n", Types.LongType.get()));

  @TempDir Path home;
  private Lake lake;
  private EmbeddedEngine engine;
  private DataFileWriter writer;
  private Table table;

  @BeforeEach
  void open() {
    lake = Lake.open(home);
    engine = EmbeddedEngine.open(new EngineSettings("256MB", 1, lake.spillFolder()));
    writer = new DataFileWriter(lake, engine);
    table = lake.ensure(NAME, SCHEMA, PartitionSpec.unpartitioned(), Map.of());
  }

  @AfterEach
  void close() {
    engine.close();
    lake.close();
  }

  private void append(String select) {
    table
        .newAppend()
        .appendFile(writer.write(NAME, SCHEMA, select).dataFile(table.spec(), ""))
        .commit();
  }

  private void delete(String condition) {
    TableFiles files = TableFiles.of(NAME, table);
    String located = new FileRows(NAME, SCHEMA).located(files);
    Written deleted =
        writer.writeDeletes(
            NAME, files, "SELECT * FROM (%s) WHERE %s".formatted(located, condition));
    table.newRowDelta().addDeletes(deleted.deleteFile(table.spec())).commit();
  }

  private String rows() {
    TableView.create(engine, NAME, table);
    return engine
        .rows("SELECT CAST(list(n ORDER BY n) AS VARCHAR) FROM core.thing")
        .getFirst()
        .toString();
  }

  @Test
  void rowsOfSeveralFiles_deletedTwice_areGone() {
    append("SELECT range AS n FROM range(0, 6)");
    append("SELECT range AS n FROM range(6, 12)");
    delete("n IN (0, 5, 6)");
    assertEquals("[[1, 2, 3, 4, 7, 8, 9, 10, 11]]", rows());
    delete("n > 9");
    append("SELECT 0 AS n");
    assertEquals("[[0, 1, 2, 3, 4, 7, 8, 9]]", rows());
  }

  @Test
  void deletesAndAppends_areToldAsWhatChanged() {
    append("SELECT range AS n FROM range(0, 6)");
    long before = table.currentSnapshot().snapshotId();
    append("SELECT 6 AS n");
    delete("n IN (1, 6)");
    TableChanges changes = since(before).orElseThrow();
    assertEquals("[[6]]", numbers(changes.came()));
    assertEquals("[[1, 6]]", numbers(changes.gone()));
    table.newDelete().deleteFromRowFilter(Expressions.alwaysTrue()).commit();
    assertEquals(true, since(before).isEmpty());
  }

  private String numbers(String select) {
    return engine
        .rows("SELECT CAST(list(n ORDER BY n) AS VARCHAR) FROM (%s)".formatted(select))
        .getFirst()
        .toString();
  }

  private Optional<TableChanges> since(long snapshot) {
    TableFiles present = TableFiles.of(NAME, table);
    return TableChanges.since(NAME, table, present, s -> s.snapshotId() == snapshot, file -> true);
  }

  @Test
  void equalityDeletes_areRefused() {
    append("SELECT 1 AS n");
    table
        .newRowDelta()
        .addDeletes(
            FileMetadata.deleteFileBuilder(table.spec())
                .ofEqualityDeletes(1)
                .withPath(home.resolve("elsewhere.parquet").toUri().toString())
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(100)
                .withRecordCount(1)
                .build())
        .commit();
    Refusal refusal = assertThrows(Refusal.class, this::rows);
    assertEquals(Refusal.Code.TABLE_UNSUPPORTED, refusal.code());
  }
}

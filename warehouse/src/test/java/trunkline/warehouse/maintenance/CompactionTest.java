package trunkline.warehouse.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.DataFileWriter;
import trunkline.warehouse.lake.FileRows;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableChanges;
import trunkline.warehouse.lake.TableFiles;
import trunkline.warehouse.lake.TableView;
import trunkline.warehouse.loader.BronzeEvent;

/** Compaction yields to whoever changes a file's rows, and changes none itself. */
class CompactionTest {
  private static final int FILES = 10;

  @TempDir Path home;
  private Lake lake;
  private Warehouse warehouse;
  private Table table;

  @BeforeEach
  void load() {
    var writer = TestWarehouse.landing(home);
    for (int i = 0; i < FILES; i++) {
      writer.write(TestWarehouse.events(i + 1, i + 1));
    }
    warehouse = Warehouse.open(TestWarehouse.config(home, 1));
    warehouse.load(line -> {});
    lake = Lake.open(home.resolve("lake"));
    table = BronzeEvent.in(lake);
  }

  @AfterEach
  void close() {
    lake.close();
    warehouse.close();
  }

  private boolean compact(SmallFiles small) {
    try (var engine = EmbeddedEngine.open(new EngineSettings("256MB", 1, lake.spillFolder()))) {
      return new Compaction(new DataFileWriter(lake, engine), engine)
          .run(BronzeEvent.NAME, table, small);
    }
  }

  private long dataFilesInTheFolder() throws Exception {
    try (var files = Files.list(home.resolve("lake/tables/bronze/event/data"))) {
      return files.count();
    }
  }

  /** Another engine deletes a row of one of the files. */
  private void deleteARowOf(DataFile file) {
    var deletes =
        FileMetadata.deleteFileBuilder(table.spec())
            .ofPositionDeletes()
            .withPath(file.location() + ".deletes")
            .withPartitionPath("service=customer")
            .withFormat(FileFormat.PARQUET)
            .withFileSizeInBytes(1)
            .withRecordCount(1)
            .withReferencedDataFile(file.location())
            .build();
    BronzeEvent.in(lake).newRowDelta().addDeletes(deletes).commit();
  }

  @Test
  void fileThatAnotherReplacedMeanwhile_stopsIt() throws Exception {
    SmallFiles small = SmallFiles.of(table).getFirst();
    Table stale = table;
    table = BronzeEvent.in(lake);
    assertTrue(compact(small));
    table = stale;
    assertFalse(compact(small));
    assertEquals(FILES + 1, dataFilesInTheFolder(), "what it wrote in vain has gone");
    assertEquals(FILES, TestWarehouse.positions(warehouse));
  }

  @Test
  void rowDeletedMeanwhile_stopsIt() throws Exception {
    SmallFiles small = SmallFiles.of(table).getFirst();
    deleteARowOf(small.files().getFirst());
    assertFalse(compact(small));
    assertEquals(FILES, dataFilesInTheFolder());
  }

  @Test
  void fileWithDeletedRows_isLeftAlone() {
    DataFile touched = SmallFiles.of(table).getFirst().files().getFirst();
    deleteARowOf(touched);
    table.refresh();
    SmallFiles small = SmallFiles.of(table).getFirst();
    assertEquals(FILES - 1, small.files().size());
    assertTrue(
        small.files().stream().noneMatch(file -> file.location().equals(touched.location())));
    assertTrue(compact(small));
  }

  @Test
  void manyFilesThatDeleteRows_areFoldedIntoTheirData_andChangeNothing() {
    TableIdentifier name = TableIdentifier.of("core", "thing");
    var schema = new Schema(Types.NestedField.optional(1, "n", Types.LongType.get()));
    Table thing = lake.ensure(name, schema, PartitionSpec.unpartitioned(), Map.of());
    try (var engine = EmbeddedEngine.open(new EngineSettings("256MB", 1, lake.spillFolder()))) {
      var writer = new DataFileWriter(lake, engine);
      var rows = writer.write(name, schema, "SELECT range AS n FROM range(0, 20)");
      thing.newAppend().appendFile(rows.dataFile(thing.spec(), "")).commit();
      for (int n = 0; n < SmallFiles.FEW; n++) {
        TableFiles files = TableFiles.of(name, thing);
        String row =
            "SELECT * FROM (%s) AS row WHERE n = %d"
                .formatted(new FileRows(name, schema).located(files), n);
        var deleted = writer.writeDeletes(name, files, row);
        thing.newRowDelta().addDeletes(deleted.deleteFile(thing.spec())).commit();
      }
      long before = thing.currentSnapshot().snapshotId();
      SmallFiles small = SmallFiles.of(thing).getFirst();
      assertEquals(1 + SmallFiles.FEW, small.count());

      assertTrue(new Compaction(writer, engine).run(name, thing, small));

      TableFiles files = TableFiles.of(name, thing);
      assertEquals(List.of(1, 0), List.of(files.data().size(), files.deletes().size()));
      TableView.create(engine, name, thing);
      assertEquals(
          "[[12, 8, 19]]",
          engine.rows("SELECT COUNT(*), MIN(n), MAX(n) FROM core.thing").toString());
      var changes =
          TableChanges.since(name, thing, files, s -> s.snapshotId() == before, file -> true);
      assertTrue(changes.orElseThrow().isNothing(), "who reads what changed reads nothing");
    }
  }
}

package trunkline.warehouse.maintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.warehouse.TestWarehouse;
import trunkline.warehouse.Warehouse;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.DataFileWriter;
import trunkline.warehouse.lake.Lake;
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
}

package trunkline.warehouse.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.lake.DataFileWriter.Written;
import trunkline.warehouse.refusal.Refusal;

/**
 * The files that make up a table at one moment. Each is fetched when its {@link #path} is asked
 * for, and not before.
 *
 * @param files where they are kept
 * @param data the bytes of each data file, by the location that the table knows it by
 * @param deletes the bytes of the files that name deleted rows of those (Iceberg v2 position
 *     deletes), by location
 */
public record TableFiles(LakeFiles files, Map<String, Long> data, Map<String, Long> deletes) {
  public TableFiles {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    deletes = Collections.unmodifiableMap(new LinkedHashMap<>(deletes));
  }

  /**
   * Those of the table's current snapshot; refuses rows that are deleted in a way we can't read.
   */
  public static TableFiles of(TableIdentifier name, Table table) {
    Map<String, Long> data = new LinkedHashMap<>();
    Map<String, Long> deletes = new LinkedHashMap<>();
    try (var tasks = table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        data.put(task.file().location(), task.file().fileSizeInBytes());
        for (DeleteFile file : task.deletes()) {
          checkReadable(name, file);
          deletes.put(file.location(), file.fileSizeInBytes());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TableFiles((LakeFiles) table.io(), data, deletes);
  }

  private static void checkReadable(TableIdentifier name, DeleteFile file) {
    boolean positions =
        file.content() == FileContent.POSITION_DELETES && file.format() == FileFormat.PARQUET;
    if (!positions) {
      throw Refusal.tableUnsupported(
          name.toString(),
          "another engine left row deletes in it that are no Parquet file of positions; compact it there first");
    }
  }

  /** Some of a table's data files, and all that deletes rows of those. */
  static TableFiles of(Table table, Collection<DataFile> files, Collection<DeleteFile> deleting) {
    return new TableFiles((LakeFiles) table.io(), bytes(files), bytes(deleting));
  }

  private static Map<String, Long> bytes(Collection<? extends ContentFile<?>> files) {
    Map<String, Long> bytes = new LinkedHashMap<>();
    files.forEach(file -> bytes.put(file.location(), file.fileSizeInBytes()));
    return bytes;
  }

  /** One data file that no table names yet. */
  static TableFiles of(Written written) {
    return new TableFiles(written.files(), Map.of(written.location(), written.bytes()), Map.of());
  }

  /** Only these data files, and nothing that deletes their rows. */
  TableFiles onlyData(Collection<String> locations) {
    return new TableFiles(files, only(data, locations), Map.of());
  }

  /** All data files, and of what deletes their rows only these. */
  TableFiles onlyDeletes(Collection<String> locations) {
    return new TableFiles(files, data, only(deletes, locations));
  }

  private static Map<String, Long> only(Map<String, Long> all, Collection<String> locations) {
    Map<String, Long> some = new LinkedHashMap<>(all);
    some.keySet().retainAll(locations);
    return some;
  }

  /** These with what a commit is going to add. */
  public TableFiles with(Written rows, Optional<Written> deleted) {
    Map<String, Long> allData = new LinkedHashMap<>(data);
    allData.put(rows.location(), rows.bytes());
    Map<String, Long> allDeletes = new LinkedHashMap<>(deletes);
    deleted.ifPresent(file -> allDeletes.put(file.location(), file.bytes()));
    return new TableFiles(rows.files(), allData, allDeletes);
  }

  /** Where the engine reads one of the data files. */
  Path path(String location) {
    return files.fetch(location, Objects.requireNonNull(data.get(location)));
  }

  /** Where the engine reads all data files. */
  Collection<Path> dataPaths() {
    return data.keySet().stream().map(this::path).toList();
  }

  /** Where the engine reads all files that name deleted rows. */
  Collection<Path> deletePaths() {
    return deletes.entrySet().stream()
        .map(file -> files.fetch(file.getKey(), file.getValue()))
        .toList();
  }

  /** How many files there are of both. */
  public int count() {
    return data.size() + deletes.size();
  }

  /** How many rows a table has, as its present snapshot says: nothing is read. */
  public static long rows(Table table) {
    Snapshot present = table.currentSnapshot();
    return present == null ? 0 : total(present, "records") - total(present, "position-deletes");
  }

  private static long total(Snapshot snapshot, String what) {
    return Long.parseLong(snapshot.summary().getOrDefault("total-" + what, "0"));
  }
}

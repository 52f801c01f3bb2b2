package trunkline.warehouse.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * The files that make up a table at one moment.
 *
 * @param data where each data file lies, by the location that the table knows it by
 * @param deletes where the files lie that name deleted rows of those (Iceberg v2 position deletes)
 */
public record TableFiles(Map<String, Path> data, Set<Path> deletes) {
  public TableFiles {
    data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    deletes = Collections.unmodifiableSet(new LinkedHashSet<>(deletes));
  }

  /**
   * Those of the table's current snapshot; refuses rows that are deleted in a way we can't read.
   */
  public static TableFiles of(TableIdentifier name, Table table) {
    Map<String, Path> data = new LinkedHashMap<>();
    Set<Path> deletes = new LinkedHashSet<>();
    try (var tasks = table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        data.put(task.file().location(), LocalFiles.path(task.file().location()));
        task.deletes().forEach(file -> deletes.add(readable(name, file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TableFiles(data, deletes);
  }

  private static Path readable(TableIdentifier name, DeleteFile file) {
    boolean positions =
        file.content() == FileContent.POSITION_DELETES && file.format() == FileFormat.PARQUET;
    if (!positions) {
      throw Refusal.tableUnsupported(
          name.toString(),
          "another engine left row deletes in it that are no Parquet file of positions; compact it there first");
    }
    return LocalFiles.path(file.location());
  }

  /** Data files alone, by the locations that a table knows them by. */
  static TableFiles at(Collection<String> locations) {
    Map<String, Path> data = new LinkedHashMap<>();
    locations.forEach(location -> data.put(location, LocalFiles.path(location)));
    return new TableFiles(data, Set.of());
  }

  /** One data file that no table names yet. */
  static TableFiles of(Written written) {
    return at(List.of(LocalFiles.location(written.path())));
  }

  /** These with what a commit is going to add. */
  public TableFiles with(Written rows, Optional<Written> deleted) {
    Map<String, Path> allData = new LinkedHashMap<>(data);
    allData.putAll(of(rows).data());
    Set<Path> allDeletes = new LinkedHashSet<>(deletes);
    deleted.ifPresent(file -> allDeletes.add(file.path()));
    return new TableFiles(allData, allDeletes);
  }

  /** How many rows a table has, as its present snapshot says: nothing is read. */
  public static long rows(Table table) {
    Snapshot present = table.currentSnapshot();
    return present == null ? 0 : total(present, "records") - total(present, "position-deletes");
  }

  private static long total(Snapshot snapshot, String what) {
    return Long.parseLong(snapshot.summary().getOrDefault("total-" + what, "0"));
  }

  /** Everything that must stay as long as the table does. */
  public List<Path> all() {
    List<Path> all = new ArrayList<>(data.values());
    all.addAll(deletes);
    return all;
  }
}

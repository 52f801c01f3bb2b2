package trunkline.warehouse.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;

/**
 * Data files of one partition that are worth being one. A file with row deletes is left alone: its
 * rows are not what it says.
 */
record SmallFiles(String partition, List<DataFile> files) {
  /** Fewer are no burden. */
  static final int FEW = 8;

  private static final long SMALL_BYTES = 32L << 20;
  private static final long TOGETHER_BYTES = 256L << 20;

  SmallFiles {
    files = List.copyOf(files);
  }

  long rows() {
    return files.stream().mapToLong(DataFile::recordCount).sum();
  }

  static List<SmallFiles> of(Table table) {
    Map<String, List<DataFile>> byPartition = new TreeMap<>();
    try (var tasks = table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        if (isSmall(table, task)) {
          String partition = table.spec().partitionToPath(task.partition());
          byPartition.computeIfAbsent(partition, p -> new ArrayList<>()).add(task.file());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var groups = new ArrayList<SmallFiles>();
    byPartition.forEach((partition, files) -> together(partition, files, groups));
    return groups;
  }

  private static boolean isSmall(Table table, FileScanTask task) {
    return task.deletes().isEmpty()
        && task.file().specId() == table.spec().specId()
        && task.file().fileSizeInBytes() < SMALL_BYTES;
  }

  private static void together(String partition, List<DataFile> files, List<SmallFiles> groups) {
    var group = new ArrayList<DataFile>();
    long bytes = 0;
    for (DataFile file : files) {
      group.add(file);
      bytes += file.fileSizeInBytes();
      if (bytes >= TOGETHER_BYTES) {
        add(partition, group, groups);
        group.clear();
        bytes = 0;
      }
    }
    add(partition, group, groups);
  }

  private static void add(String partition, List<DataFile> group, List<SmallFiles> groups) {
    if (group.size() >= FEW) {
      groups.add(new SmallFiles(partition, group));
    }
  }
}

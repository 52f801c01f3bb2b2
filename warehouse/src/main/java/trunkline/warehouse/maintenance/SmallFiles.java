package trunkline.warehouse.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;

/**
 * Data files of one partition that are worth being one. Where many files delete rows, those that
 * they delete from are among them, since each question reads all of both; a few deleted rows are
 * left alone.
 *
 * @param deletes all files that delete rows of these
 */
record SmallFiles(String partition, List<DataFile> files, List<DeleteFile> deletes) {
  /** Fewer are no burden. */
  static final int FEW = 8;

  private static final long SMALL_BYTES = 32L << 20;
  private static final long TOGETHER_BYTES = 256L << 20;

  SmallFiles {
    files = List.copyOf(files);
    deletes = List.copyOf(deletes);
  }

  /** How many rows there are: a row that two files delete is none of our writing. */
  long rows() {
    return rows(files) - rows(deletes);
  }

  private static long rows(List<? extends ContentFile<?>> files) {
    return files.stream().mapToLong(ContentFile::recordCount).sum();
  }

  /** How many files become one. */
  int count() {
    return files.size() + deletes.size();
  }

  static List<SmallFiles> of(Table table) {
    Map<String, List<FileScanTask>> byPartition = new TreeMap<>();
    try (var tasks = table.newScan().planFiles()) {
      for (FileScanTask task : tasks) {
        if (task.file().specId() == table.spec().specId()) {
          String partition = table.spec().partitionToPath(task.partition());
          byPartition.computeIfAbsent(partition, p -> new ArrayList<>()).add(task);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var groups = new ArrayList<SmallFiles>();
    byPartition.forEach((partition, tasks) -> groups.addAll(of(partition, tasks)));
    return groups;
  }

  private static List<SmallFiles> of(String partition, List<FileScanTask> tasks) {
    Map<String, DeleteFile> deletes = new TreeMap<>();
    tasks.stream()
        .flatMap(task -> task.deletes().stream())
        .forEach(file -> deletes.put(file.location(), file));
    if (deletes.size() >= FEW) {
      List<DataFile> files =
          tasks.stream()
              .filter(task -> isSmall(task) || !task.deletes().isEmpty())
              .map(FileScanTask::file)
              .toList();
      return List.of(new SmallFiles(partition, files, List.copyOf(deletes.values())));
    }
    List<DataFile> small =
        tasks.stream()
            .filter(task -> isSmall(task) && task.deletes().isEmpty())
            .map(FileScanTask::file)
            .toList();
    return together(partition, small);
  }

  private static boolean isSmall(FileScanTask task) {
    return task.file().fileSizeInBytes() < SMALL_BYTES;
  }

  private static List<SmallFiles> together(String partition, List<DataFile> files) {
    var groups = new ArrayList<SmallFiles>();
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
    return groups;
  }

  private static void add(String partition, List<DataFile> group, List<SmallFiles> groups) {
    if (group.size() >= FEW) {
      groups.add(new SmallFiles(partition, group, List.of()));
    }
  }
}

package trunkline.warehouse.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/** Every file that a table needs: for its present, and for the past that it has not forgotten. */
public final class NamedFiles {
  private NamedFiles() {}

  /** Their locations: metadata, manifests, data and deletes. */
  public static Set<String> of(Table table) {
    Set<String> named = new HashSet<>();
    named.addAll(ReachableFileUtil.metadataFileLocations(table, false));
    named.addAll(ReachableFileUtil.manifestListLocations(table));
    named.addAll(ReachableFileUtil.statisticsFilesLocations(table));
    for (Snapshot snapshot : table.snapshots()) {
      for (ManifestFile manifest : snapshot.allManifests(table.io())) {
        if (named.add(manifest.path())) {
          addContent(table, manifest, named);
        }
      }
    }
    return named;
  }

  private static void addContent(Table table, ManifestFile manifest, Set<String> named) {
    try {
      if (manifest.content() == ManifestContent.DATA) {
        try (var files = ManifestFiles.read(manifest, table.io(), table.specs())) {
          files.forEach(file -> named.add(file.location()));
        }
      } else {
        try (var files = ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
          files.forEach(file -> named.add(file.location()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

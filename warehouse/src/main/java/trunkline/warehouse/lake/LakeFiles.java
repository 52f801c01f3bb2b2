package trunkline.warehouse.lake;

import java.nio.file.Path;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.FileIO;

/** Iceberg's files where a lake keeps them, which the engine can only read on this machine. */
public interface LakeFiles extends FileIO {
  /** The file as one of this machine: itself, or a copy of an object. */
  Path fetch(String location, long bytes);

  /** A data or delete file of {@code table}, as the engine reads it. */
  static Path pathOf(Table table, ContentFile<?> file) {
    return ((LakeFiles) table.io()).fetch(file.location(), file.fileSizeInBytes());
  }
}

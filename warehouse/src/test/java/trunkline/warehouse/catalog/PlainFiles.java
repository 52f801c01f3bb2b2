package trunkline.warehouse.catalog;

import java.io.File;
import java.net.URI;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** How another engine on the same machine opens the files that the catalog names. */
public final class PlainFiles implements FileIO {
  @Override
  public InputFile newInputFile(String location) {
    return Files.localInput(file(location));
  }

  @Override
  public OutputFile newOutputFile(String location) {
    return Files.localOutput(file(location));
  }

  @Override
  public void deleteFile(String location) {
    if (!file(location).delete()) {
      throw new IllegalStateException("not deleted: " + location);
    }
  }

  private static File file(String location) {
    return location.startsWith("file:") ? new File(URI.create(location)) : new File(location);
  }
}

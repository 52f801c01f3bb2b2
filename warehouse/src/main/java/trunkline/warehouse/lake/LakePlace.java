package trunkline.warehouse.lake;

import java.nio.file.Path;
import trunkline.platform.storage.ObjectStore;
import trunkline.platform.storage.S3Config;

/**
 * Where a lake is.
 *
 * @param location a folder, or {@code s3://bucket/prefix}
 * @param s3 how the bucket is reached
 * @param local folder of this machine for what is being made and, of a bucket's files, copied; the
 *     lake itself when that is a folder
 * @param cacheBytes how much may be copied
 * @param catalog which metadata file is a table's present
 */
public record LakePlace(
    String location, S3Config s3, Path local, long cacheBytes, CatalogPlace catalog) {
  public LakePlace {
    local = local.toAbsolutePath().normalize();
  }

  /** A folder that needs nothing else. */
  public static LakePlace of(Path folder) {
    return new LakePlace(folder.toString(), S3Config.AWS, folder, 0, CatalogPlace.in(folder));
  }

  public boolean isBucket() {
    return ObjectStore.isBucket(location);
  }

  ObjectStore store() {
    return ObjectStore.of(isBucket() ? location : local.toString(), s3);
  }
}

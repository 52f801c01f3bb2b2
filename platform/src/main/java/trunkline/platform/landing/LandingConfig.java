package trunkline.platform.landing;

import java.nio.file.Path;
import java.time.Duration;
import trunkline.platform.config.Setting;
import trunkline.platform.storage.ObjectStore;
import trunkline.platform.storage.S3Config;

/** Where the log is written for the warehouse. */
public record LandingConfig(
    @Setting("Folder, or s3://bucket/prefix, that holds one folder of batches for each service")
        String folder,
    @Setting(
            value =
                "How long events gather before they are written; the warehouse is at least this late",
            defaultValue = "PT1S")
        Duration pause,
    S3Config s3) {
  /** A folder of this machine. */
  public LandingConfig(Path folder, Duration pause) {
    this(folder.toString(), pause, S3Config.AWS);
  }

  ObjectStore store() {
    return ObjectStore.of(folder, s3);
  }
}

package trunkline.platform.landing;

import java.nio.file.Path;
import java.time.Duration;
import trunkline.platform.config.Setting;

/** Where the log is written for the warehouse. */
public record LandingConfig(
    @Setting("Folder that holds one folder of batches for each service") Path folder,
    @Setting(
            value =
                "How long events gather before they are written; the warehouse is at least this late",
            defaultValue = "PT1S")
        Duration pause) {}

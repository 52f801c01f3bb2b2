package trunkline.platform.storage;

import trunkline.platform.config.Setting;

/**
 * How buckets are reached, when a place is one. Credentials and region come from the AWS SDK's own
 * chain: environment, profile, the role of the task.
 */
public record S3Config(
    @Setting(value = "Address of an S3-compatible store; empty: AWS", defaultValue = "")
        String endpoint,
    @Setting(
            value =
                "Whether a bucket stands in the path and not in the host's name, as most S3-compatible stores want it",
            defaultValue = "false")
        boolean pathStyle) {
  /** AWS itself. */
  public static final S3Config AWS = new S3Config("", false);
}

package trunkline.platform.database;

import java.time.Duration;
import trunkline.platform.config.Setting;

/**
 * Where a service's database is. The owner runs migrations at start; everything else uses the other
 * role, which owns nothing.
 */
public record DatabaseConfig(
    @Setting("JDBC URL of the service's PostgreSQL database") String url,
    @Setting("Role that reads and writes; must not own tables nor bypass row security") String user,
    @Setting(value = "Its password", secret = true) String password,
    @Setting("Role that owns the schema and runs migrations") String ownerUser,
    @Setting(value = "Its password", secret = true) String ownerPassword,
    @Setting(value = "Connections held open, at most", defaultValue = "24") int poolSize,
    @Setting(value = "How long one statement may run before it is stopped", defaultValue = "PT10S")
        Duration statementTimeout) {
  public DatabaseConfig {
    if (poolSize < 2 || poolSize > 500) {
      throw new IllegalArgumentException("poolSize must be 2 to 500");
    }
  }
}

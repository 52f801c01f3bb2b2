package trunkline.platform.testing;

import java.time.Duration;
import trunkline.local.postgres.DatabaseAccess;
import trunkline.platform.database.DatabaseConfig;

/** How tests without a service reach a database. */
public final class TestDatabase {
  private TestDatabase() {}

  public static DatabaseConfig config(DatabaseAccess access, int poolSize, Duration timeout) {
    return new DatabaseConfig(
        access.url(),
        access.user(),
        access.password(),
        access.owner(),
        access.ownerPassword(),
        poolSize,
        timeout);
  }
}

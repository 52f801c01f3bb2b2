package trunkline.platform.database;

import java.sql.Connection;
import java.sql.SQLException;

/** Something done with a connection; the connection must not outlive the call. */
@FunctionalInterface
public interface SqlWork<T extends @org.jspecify.annotations.Nullable Object> {
  T run(Connection connection) throws SQLException;
}

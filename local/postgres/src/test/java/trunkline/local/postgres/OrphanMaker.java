package trunkline.local.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** A program that starts a server, writes a row, says so and waits for its end by kill -9. */
final class OrphanMaker {
  private OrphanMaker() {}

  static Process start(Path folder) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            OrphanMaker.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] arguments) throws SQLException, InterruptedException {
    var options = PostgresOptions.durable().withSharedBuffersMegabytes(32);
    var access = Postgres.durable(Path.of(arguments[0]), 0, options).createDatabase("customer");
    try (Connection owner = access.connectAsOwner()) {
      Sql.execute(owner, "CREATE TABLE t (id int)");
      Sql.execute(owner, "GRANT SELECT ON t TO " + access.user());
      Sql.execute(owner, "INSERT INTO t VALUES (1)");
    }
    System.out.println("ready");
    Thread.currentThread().join();
  }
}

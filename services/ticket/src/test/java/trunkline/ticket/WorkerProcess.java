package trunkline.ticket;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import trunkline.local.postgres.DatabaseAccess;

/** A program that escalates at one moment in time until it is killed. */
final class WorkerProcess {
  private WorkerProcess() {}

  static Process start(DatabaseAccess access, Instant now) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WorkerProcess.class.getName(),
            access.url(),
            access.owner(),
            access.ownerPassword(),
            access.user(),
            access.password(),
            now.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  public static void main(String[] given) throws InterruptedException {
    var access = new DatabaseAccess(given[0], given[1], given[2], given[3], given[4]);
    var tickets = new Tickets(access, InstantSource.fixed(Instant.parse(given[5])));
    System.out.println("ready");
    tickets.worker().started();
    Thread.currentThread().join();
  }
}

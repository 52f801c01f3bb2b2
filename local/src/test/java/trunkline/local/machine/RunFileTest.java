package trunkline.local.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {
  @TempDir private Path home = Path.of("");

  @Test
  void fileOfADeadProcess_meansNothing() throws IOException {
    Files.createDirectories(home.resolve("run"));
    Files.writeString(home.resolve("run/pid"), "1");
    Files.writeString(home.resolve("run/ready"), "");
    assertTrue(RunFile.running(home).isEmpty());
    assertFalse(RunFile.isReady(home));
    RunFile.take(home).orElseThrow().close();
  }

  /** Who asks, holds the lock for an instant; a start at that instant must wait, not give up. */
  @Test
  void lockHeldForAnInstant_isWaitedFor() throws Exception {
    Files.createDirectories(home.resolve("run"));
    var held = new CountDownLatch(1);
    var asker = Thread.startVirtualThread(() -> holdForAnInstant(held));
    held.await();
    RunFile.take(home).orElseThrow().close();
    asker.join();
  }

  /** Between taking the lock and writing its id, a process runs that has no name yet. */
  @Test
  void idNotWrittenYet_isWaitedFor() throws Exception {
    Path pid = Files.createDirectories(home.resolve("run")).resolve("pid");
    try (var channel = FileChannel.open(pid, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      var writer = Thread.startVirtualThread(() -> writeLater(pid));
      assertEquals(ProcessHandle.current().pid(), RunFile.running(home).orElseThrow().pid());
      writer.join();
    }
  }

  private void holdForAnInstant(CountDownLatch held) {
    try (var channel =
        FileChannel.open(
            home.resolve("run/pid"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      held.countDown();
      Thread.sleep(100);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void writeLater(Path pid) {
    try {
      Thread.sleep(100);
      Files.writeString(pid, Long.toString(ProcessHandle.current().pid()));
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

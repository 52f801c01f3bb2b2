package trunkline.local.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void held_isRefusedToAnotherAndNamesItsHolder() throws Exception {
    try (var held = FolderLock.tryTake(folder).orElseThrow()) {
      assertTrue(held != null && FolderLock.tryTake(folder).isEmpty());
      assertEquals(OptionalLong.of(ProcessHandle.current().pid()), FolderLock.findOwner(folder));
      assertEquals("refused", otherProcess(), "asking in this process must not drop the lock");
    }
    assertEquals(OptionalLong.empty(), FolderLock.findOwner(folder));
    assertEquals("taken", otherProcess());
  }

  @Test
  void fileOfADeadProcess_meansNothing() throws IOException {
    Files.writeString(folder.resolve("lock"), "1");
    assertEquals(OptionalLong.empty(), FolderLock.findOwner(folder));
    FolderLock.tryTake(folder).orElseThrow().close();
  }

  /** Who asks holds the lock for an instant; a start at that instant must wait, not give up. */
  @Test
  void heldForAnInstant_isWaitedFor() throws Exception {
    var held = new CountDownLatch(1);
    var asker = Thread.startVirtualThread(() -> holdForAnInstant(held));
    held.await();
    FolderLock.takePatiently(folder).orElseThrow().close();
    asker.join();
  }

  /** Between taking the lock and writing its id, a process holds it that has no name yet. */
  @Test
  void idNotWrittenYet_isWaitedFor() throws Exception {
    Path file = folder.resolve("lock");
    try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      assertTrue(lock.isValid());
      var writer = Thread.startVirtualThread(() -> writeLater(file));
      assertEquals(OptionalLong.of(4711), FolderLock.findOwner(folder));
      writer.join();
    }
  }

  private String otherProcess() throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockTaker.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return process.inputReader().readLine();
  }

  private void holdForAnInstant(CountDownLatch held) {
    Path file = folder.resolve("lock");
    try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var lock = channel.lock()) {
      assertTrue(lock.isValid());
      held.countDown();
      Thread.sleep(100);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void writeLater(Path file) {
    try {
      Thread.sleep(100);
      Files.writeString(file, "4711");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

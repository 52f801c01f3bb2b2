package trunkline.platform.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderStoreTest extends ObjectStoreContract {
  @TempDir private Path folder = Path.of("");

  @Override
  ObjectStore store() {
    return ObjectStore.of(folder.toString(), S3Config.AWS);
  }

  @Test
  void manyCreateTheSameName_oneSucceedsAndNothingIsLeftBeside() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int round = 0; round < 5; round++) {
        String name = "race/" + round;
        var tries =
            IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(i -> () -> store().create(name, bytes("by " + i)))
                .toList();
        int created = 0;
        for (Future<Boolean> one : threads.invokeAll(tries)) {
          created += one.get() ? 1 : 0;
        }
        assertEquals(1, created);
      }
    }
    assertEquals(5, store().list("race/").size());
  }
}

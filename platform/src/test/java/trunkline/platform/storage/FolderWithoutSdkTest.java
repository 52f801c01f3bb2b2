package trunkline.platform.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that keeps its files in folders pays nothing for the buckets of others. */
class FolderWithoutSdkTest {
  @TempDir private Path folder = Path.of("");

  /** What the other process does. */
  public static void main(String[] place) {
    ObjectStore store = ObjectStore.of(place[0], S3Config.AWS);
    store.create("a", "content".getBytes(StandardCharsets.UTF_8));
    System.out.println("found " + store.find("a").orElseThrow().length);
  }

  @Test
  void folder_loadsNoClassOfTheSdk() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:stdout",
                "-cp",
                System.getProperty("java.class.path"),
                FolderWithoutSdkTest.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> said = process.inputReader().lines().toList();
    assertEquals(0, process.waitFor());
    assertTrue(said.contains("found 7"));
    assertTrue(said.stream().anyMatch(line -> line.contains("FolderStore")));
    assertEquals(
        List.of(), said.stream().filter(line -> line.contains("software.amazon")).toList());
  }
}

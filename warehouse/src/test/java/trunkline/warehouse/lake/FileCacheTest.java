package trunkline.warehouse.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trunkline.platform.storage.ObjectStore;
import trunkline.platform.testing.S3Server;
import trunkline.warehouse.refusal.Refusal;

/** A bucket's files on this machine, never more than there is room for. */
class FileCacheTest {
  private static final S3Server SERVER = S3Server.start();
  private static final int BYTES = 100;

  @TempDir private Path folder = Path.of("");
  private final ObjectStore store = ObjectStore.of(SERVER.place("cache"), SERVER.config());

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @BeforeEach
  void put() {
    for (String name : new String[] {"a", "b", "c", "d"}) {
      store.put(name(name), new byte[BYTES]);
    }
  }

  private static String name(String file) {
    return "tables/t/" + file;
  }

  /** Room for three. */
  private FileCache cache() {
    return new FileCache(store, folder, 3 * BYTES);
  }

  private Path copy(String file) {
    return folder.resolve(name(file));
  }

  private void askedFor(String file, Duration ago) throws IOException {
    cache().fetch(name(file), BYTES);
    Files.setLastModifiedTime(copy(file), FileTime.from(Instant.now().minus(ago)));
  }

  @Test
  void noRoom_whatWasLongestNotAskedForGoes() throws IOException {
    askedFor("a", Duration.ofHours(3));
    askedFor("b", Duration.ofHours(5));
    askedFor("c", Duration.ofHours(4));
    Files.createDirectories(folder.resolve("work"));
    Path work = Files.write(folder.resolve("work/in-progress"), new byte[BYTES]);
    cache().fetch(name("d"), BYTES);
    assertFalse(Files.exists(copy("b")));
    for (Path stays : new Path[] {copy("a"), copy("c"), copy("d"), work}) {
      assertTrue(Files.exists(stays), stays.toString());
    }
  }

  @Test
  void askedForAgain_staysLonger() throws IOException {
    askedFor("a", Duration.ofHours(5));
    askedFor("b", Duration.ofHours(4));
    askedFor("c", Duration.ofHours(3));
    cache().fetch(name("a"), BYTES);
    cache().fetch(name("d"), BYTES);
    assertTrue(Files.exists(copy("a")));
    assertFalse(Files.exists(copy("b")));
  }

  @Test
  void whatIsInUse_staysEvenWithoutRoom() throws IOException {
    for (String file : new String[] {"a", "b", "c", "d"}) {
      cache().fetch(name(file), BYTES);
    }
    assertTrue(Files.exists(copy("a")));
  }

  @Test
  void halfACopy_isFetchedAgain() throws IOException {
    cache().fetch(name("a"), BYTES);
    Files.write(copy("a"), new byte[BYTES / 2]);
    assertEquals(BYTES, Files.size(cache().fetch(name("a"), BYTES)));
  }

  @Test
  void objectThatIsNotWhatItsTableSays_isRefused() {
    assertEquals(
        Refusal.Code.DATA_FILE_BROKEN,
        assertThrows(Refusal.class, () -> cache().fetch(name("a"), BYTES + 1)).code());
    assertEquals(
        Refusal.Code.DATA_FILE_BROKEN,
        assertThrows(Refusal.class, () -> cache().fetch(name("none"), BYTES)).code());
  }
}

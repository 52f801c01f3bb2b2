package trunkline.platform.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every form of a store promises. */
abstract class ObjectStoreContract {
  @TempDir Path work = Path.of("");

  abstract ObjectStore store();

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String text(String name) {
    return new String(store().find(name).orElseThrow(), StandardCharsets.UTF_8);
  }

  private List<String> names(String prefix, String after) {
    return store().list(prefix, after).stream().map(ObjectStore.Entry::name).toList();
  }

  @Test
  void whatIsPut_isFound() {
    store().put("note/a", bytes("one"));
    assertEquals("one", text("note/a"));
    store().put("note/a", bytes("two"));
    assertEquals("two", text("note/a"));
  }

  @Test
  void fileThatIsPut_isFetched() throws IOException {
    Path file = Files.writeString(work.resolve("source"), "content");
    store().put("deep/er/file", file);
    Path fetched = store().fetch("deep/er/file", work.resolve("fetched")).orElseThrow();
    assertEquals("content", Files.readString(fetched));
    assertEquals("file", fetched.getFileName().toString());
  }

  @Test
  void nothing_isNotFound() {
    assertEquals(Optional.empty(), store().find("note/none"));
    assertEquals(Optional.empty(), store().fetch("note/none", work));
    assertEquals(List.of(), store().list("none/"));
    store().delete("note/none");
  }

  @Test
  void nameThatIsTaken_isNotCreatedAgain() {
    assertTrue(store().create("note/first", bytes("mine")));
    assertFalse(store().create("note/first", bytes("theirs")));
    assertEquals("mine", text("note/first"));
    store().delete("note/first");
    assertTrue(store().create("note/first", bytes("theirs")));
  }

  @Test
  void list_isOfThePrefixInOrderAndBehindAName() {
    for (String name : List.of("l/c", "l/a", "l/b.x", "l/b/deep", "other/d", "l2")) {
      store().put(name, bytes("12345"));
    }
    assertEquals(List.of("l/a", "l/b.x", "l/b/deep", "l/c"), names("l/", ""));
    assertEquals(List.of("l/b/deep", "l/c"), names("l/", "l/b.x"));
    assertEquals(List.of("l/b.x", "l/b/deep"), names("l/b", ""));
    assertEquals(5, store().list("l/").getFirst().bytes());
  }

  @Test
  void location_isWhereOthersFindIt() {
    assertTrue(store().location("note/a").endsWith("/note/a"), store().location("note/a"));
  }

  @Test
  void emptyFile_isAFile() {
    store().put("note/empty", new byte[0]);
    assertArrayEquals(new byte[0], store().find("note/empty").orElseThrow());
  }
}

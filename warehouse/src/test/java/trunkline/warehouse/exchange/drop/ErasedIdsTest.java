package trunkline.warehouse.exchange.drop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids are found in texts as whole words, whatever the text went through. */
class ErasedIdsTest {
  private final ErasedIds ids =
      new ErasedIds(
          List.of(
              new ErasedIds.Id("first", "acme", "jane-1"),
              new ErasedIds.Id("second", "acme", "urn:jane/2"),
              new ErasedIds.Id("third", "acme", "jane-1")));

  @ParameterizedTest
  @ValueSource(
      strings = {"jane-1", "a;jane-1;b", "\"jane-1\"\n", "{\"id\":\"jane-1\"}", "x\tjane-1"})
  void word_isFoundForEveryErasureThatNamesIt(String text) {
    assertEquals(Set.of("first", "third"), ids.namedIn(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "jane-12", "ajane-1", "jane", "jane 1", "urn:joe/2", "janeé-1"})
  void partOfAWord_isNot(String text) {
    assertEquals(Set.of(), ids.namedIn(text));
  }

  @Test
  void idOfSeveralWords_isFoundWhereAllOfThemAre() {
    assertEquals(Set.of("second"), ids.namedIn("its urn:jane/2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"utf-8", "utf-16", "utf-16le", "iso-8859-1", "windows-1252", "utf-32"})
  void encoding_doesNotMatter(String encoding) throws IOException {
    byte[] text = "Jürgen;jane-1;x\n".getBytes(Charset.forName(encoding));
    assertEquals(Set.of("first", "third"), ids.namedIn(new ByteArrayInputStream(text)));
  }

  @Test
  void cutFile_isSearchedAsFarAsItCanBeRead() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write("jane-1;and no more\n".repeat(100).getBytes(StandardCharsets.UTF_8));
    }
    byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() - 12);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(cut))) {
      assertEquals(Set.of("first", "third"), ids.namedIn(in));
    }
  }
}

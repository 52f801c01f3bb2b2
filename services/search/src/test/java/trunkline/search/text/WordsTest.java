package trunkline.search.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Müller          | muller
          MUELLER         | mueller
          Muller          | muller
          Weiß            | weiss
          Łukasz          | lukasz
          Ærø             | aero
          Nguyễn Văn      | nguyen van
          İstanbul        | istanbul
          ΣΟΦΙΑ           | σοφια
          Иванов          | иванов
          山田 太郎         | 山田 太郎
          O'Brien         | o brien
          ﬁne             | fine
          ١٢٣             | ١٢٣
          """)
  void spellings_foldTogether(String text, String folded) {
    assertEquals(folded, Words.of(text).value());
  }

  @Test
  void hyphenatedName_isAlsoInOnePiece() {
    assertEquals(Set.of("hans", "peter", "hanspeter", "mai"), Words.of("Hans-Peter Mai").forms());
  }

  @Test
  void umlautWrittenWithE_hasBothSpellings() {
    assertEquals(Set.of("mueller", "muller"), Words.of("Mueller").forms());
    assertEquals(Set.of("muller"), Words.of("Müller").forms());
    assertEquals(Set.of("roe", "ro"), Words.of("Roe").forms());
  }

  @Test
  void punctuationOnly_isEmpty() {
    for (String text : List.of("", " ", "--", "…!", "\u0000", "\ud800", "👍")) {
      assertTrue(Words.of(text).isEmpty(), text);
    }
  }

  @Test
  void longText_isBounded() {
    assertEquals(20, Words.of("word ".repeat(500)).groups().size());
    assertEquals(60, Words.of("w".repeat(500)).value().length());
  }
}

package trunkline.search.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trunkline.search.text.Digits.Written;

class DigitsTest {
  @ParameterizedTest
  @CsvSource({
    "+49 30 901820, 4930901820, INTERNATIONAL",
    "+49 (0)30/90-18-20, 4930901820, INTERNATIONAL",
    "0049 30 901820, 4930901820, INTERNATIONAL",
    "030 901820, 30901820, NATIONAL",
    "901820, 901820, BARE",
    "89490200001234567890, 89490200001234567890, BARE",
    "٠٣٠ ٩٠١٨٢٠, 30901820, NATIONAL"
  })
  void anyFormat_isUnderstood(String text, String digits, Written written) {
    assertTrue(Digits.looksLike(text));
    assertEquals(new Digits(digits, written), Digits.asked(text));
  }

  @Test
  void whatIsNoNumber_doesNotLookLikeOne() {
    for (String text : new String[] {"Jane", "12", "a1234", "+", "jane@example.org", ""}) {
      assertFalse(Digits.looksLike(text), text);
    }
    assertTrue(Digits.looksLike("8949020000123456789F"));
  }

  @Test
  void runs_areAllOfFourDigits() {
    assertEquals(Set.of("1234", "2345", "3456"), Digits.runs("123456"));
    assertEquals(Set.of(), Digits.runs("123"));
    assertEquals(Set.of("1234", "5678", "6789"), Digits.fewRuns("123456789"));
    assertEquals(Set.of(), Digits.fewRuns("123"));
  }
}

package trunkline.search.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** One error is always found, and never counted as two. */
class TyposProperties {
  enum Mistake {
    NONE,
    MISSING,
    ADDED,
    WRONG,
    SWAPPED
  }

  @Property(tries = 500)
  void anyOneMistake_sharesAForm(
      @ForAll @StringLength(min = 4, max = 20) @CharRange(from = 'a', to = 'f') String word,
      @ForAll Mistake mistake,
      @ForAll @IntRange(min = 0, max = 18) int where) {
    String typed = typed(word, mistake, where % (word.length() - 1));
    assertFalse(Collections.disjoint(Typos.forms(word), Typos.forms(typed)), typed);
    int longer = Math.max(word.length(), typed.length());
    assertTrue(Typos.likeness(word, typed) >= 1 - 1.0 / longer - 1e-9, typed);
    assertEquals(Typos.likeness(typed, word), Typos.likeness(word, typed), 1e-9);
  }

  @Property(tries = 500)
  void anyOneMistakeInANumber_sharesAForm(
      @ForAll @StringLength(min = 5, max = 20) @CharRange(from = '0', to = '9') String number,
      @ForAll Mistake mistake,
      @ForAll @IntRange(min = 0, max = 18) int where) {
    String typed = typed(number, mistake, where % (number.length() - 1)).replace('z', '5');
    assertFalse(Collections.disjoint(Digits.errors(number), Digits.askedErrors(typed)), typed);
  }

  private static String typed(String word, Mistake mistake, int at) {
    var text = new StringBuilder(word);
    switch (mistake) {
      case NONE -> {}
      case MISSING -> text.deleteCharAt(at);
      case ADDED -> text.insert(at, 'z');
      case WRONG -> text.setCharAt(at, 'z');
      case SWAPPED -> {
        text.setCharAt(at, word.charAt(at + 1));
        text.setCharAt(at + 1, word.charAt(at));
      }
    }
    return text.toString();
  }

  @Property(tries = 200)
  void twoWordsWithoutACommonLetter_shareNothing(
      @ForAll @StringLength(min = 3, max = 12) @CharRange(from = 'a', to = 'f') String one,
      @ForAll @StringLength(min = 3, max = 12) @CharRange(from = 'g', to = 'm') String other) {
    assertTrue(Collections.disjoint(Typos.forms(one), Typos.forms(other)));
    assertEquals(0, Typos.likeness(one, other), 1e-9);
  }
}

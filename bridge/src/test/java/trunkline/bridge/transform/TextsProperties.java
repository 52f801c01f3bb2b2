package trunkline.bridge.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Laws of the steps on text. */
class TextsProperties {
  private static final Row NO_ROW = new EmptyRow();

  @Property
  void trim_twiceIsOnce(@ForAll String text) {
    assertEquals(Texts.trim(text), Texts.trim(Texts.trim(text)));
  }

  @Property
  void trim_takesNothingFromTheMiddle(@ForAll String text) {
    String trimmed = Texts.trim(text);
    assertEquals(true, text.contains(trimmed));
  }

  @Property
  void singleSpaces_twiceIsOnce(@ForAll String text) {
    assertEquals(Texts.singleSpaces(text), Texts.singleSpaces(Texts.singleSpaces(text)));
  }

  @Property
  void comparable_twiceIsOnce(@ForAll String text) {
    assertEquals(Texts.comparable(text), Texts.comparable(Texts.comparable(text)));
  }

  @Example
  void comparable_caseAccentsAndSpacesDoNotCount() {
    assertEquals(Texts.comparable("José  García "), Texts.comparable("JOSE GARCI\u0301A"));
    assertEquals(Texts.comparable("Weiß"), Texts.comparable("WEISS"));
    assertEquals(Texts.comparable("Νίκος"), Texts.comparable("νικοσ".toUpperCase(Locale.ROOT)));
  }

  @Example
  void blankToNull_spacesAndWordsForNothing() {
    Step step = Texts.blankToNull(Set.of("n/a"));
    assertInstanceOf(Cell.Blank.class, step.apply(" \u00A0\t", NO_ROW));
    assertInstanceOf(Cell.Blank.class, step.apply("n/a", NO_ROW));
    assertEquals(Cell.of("0"), step.apply("0", NO_ROW));
  }

  @Example
  void maxLength_countsCharactersAsPeopleDo() {
    assertEquals(Cell.of("😀😀"), Texts.maxLength(2).apply("😀😀", NO_ROW));
    assertInstanceOf(Cell.Refused.class, Texts.maxLength(1).apply("😀😀", NO_ROW));
  }
}

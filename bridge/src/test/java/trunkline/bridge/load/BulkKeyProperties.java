package trunkline.bridge.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;

/** A key fits what the platform takes, and two rows never share one. */
class BulkKeyProperties {
  @Property
  void everyRow_printableAndShort(@ForAll String row) {
    assertTrue(BulkKey.of("people", row, "individual").matches("[\\x20-\\x7e]{1,200}"));
  }

  @Property
  void twoRows_twoKeys(@ForAll String one, @ForAll String other) {
    Assume.that(!one.equals(other) && wellFormed(one) && wellFormed(other));
    assertEquals(
        false, BulkKey.of("p", one, "customer").equals(BulkKey.of("p", other, "customer")));
  }

  @Property
  void rowsOfFewCharacters_twoKeys(
      @ForAll @CharRange(from = '/', to = ':') String one,
      @ForAll @CharRange(from = '/', to = ':') String other) {
    Assume.that(!one.equals(other));
    assertEquals(false, BulkKey.of("p", one, "x").equals(BulkKey.of("p", other, "x")));
  }

  @Example
  void usualRow_readable() {
    assertEquals("crm/01|4711/individual", BulkKey.of("crm", "01|4711", "individual"));
    assertEquals("crm/M%C3%BCller/individual", BulkKey.of("crm", "Müller", "individual"));
    assertTrue(BulkKey.of("crm", "x".repeat(300), "individual").startsWith("crm/sha256:"));
  }

  /** Half a surrogate pair is no text: no source gives one, and UTF-8 has no bytes for it. */
  private static boolean wellFormed(String text) {
    return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
  }
}

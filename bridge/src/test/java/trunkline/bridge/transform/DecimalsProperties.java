package trunkline.bridge.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.math.BigDecimal;
import java.util.Locale;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import trunkline.bridge.transform.Decimals.Mark;

/** A decimal is carried over exactly, or refused. */
class DecimalsProperties {
  private static final Row NO_ROW = new EmptyRow();

  @Property
  void everyAmount_comesThroughExactly(
      @ForAll @BigRange(min = "-9999999.99", max = "9999999.99") @Scale(2) BigDecimal amount) {
    String point = amount.toPlainString();
    String comma = point.replace('.', ',');
    assertEquals(amount, value(Mark.POINT, point));
    assertEquals(amount, value(Mark.COMMA, comma));
    assertEquals(amount, value(Mark.EITHER, point));
    assertEquals(amount, value(Mark.EITHER, comma));
    assertEquals(amount, value(Mark.POINT, String.format(Locale.ENGLISH, "%,.2f", amount)));
    assertEquals(amount, value(Mark.COMMA, String.format(Locale.GERMAN, "%,.2f", amount)));
  }

  @Property
  void anyText_givesTheDeclaredScaleOrNothing(@ForAll String text) {
    Cell cell = new Decimals(9, 2, Mark.EITHER).apply(text, NO_ROW);
    if (cell instanceof Cell.Held(BigDecimal amount)) {
      assertEquals(2, amount.scale());
      assertEquals(0, new BigDecimal(Texts.trim(text).replace(',', '.')).compareTo(amount));
    } else {
      assertInstanceOf(Cell.Refused.class, cell);
    }
  }

  @Example
  void moreDigitsThanDeclared_refusedNotRounded() {
    refused(Mark.POINT, "1.005");
    refused(Mark.POINT, "12345678.00");
    assertEquals(new BigDecimal("1.50"), value(Mark.POINT, "1.5000"));
  }

  @Example
  void ambiguousOrOddAmounts_refused() {
    for (String text :
        new String[] {"", "12,34,5", "1.234.5", "1e3", "NaN", "29.85 €", "--1", "٣"}) {
      refused(Mark.POINT, text);
    }
    refused(Mark.EITHER, "1.234,50");
    refused(Mark.COMMA, "29.85");
  }

  private static BigDecimal value(Mark mark, String text) {
    return (BigDecimal) new Decimals(9, 2, mark).apply(text, NO_ROW).find().orElseThrow();
  }

  private static void refused(Mark mark, String text) {
    assertInstanceOf(Cell.Refused.class, new Decimals(9, 2, mark).apply(text, NO_ROW), text);
  }
}

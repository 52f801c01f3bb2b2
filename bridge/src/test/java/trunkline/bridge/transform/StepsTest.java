package trunkline.bridge.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import trunkline.bridge.transform.Condition.Subject;

/** Dates, contacts, codes and blanks: what comes through and what is refused. */
class StepsTest {
  private final EmptyRow row = new EmptyRow();

  @Test
  void date_firstPatternThatFits() {
    Step step = Dates.date(List.of("dd.MM.yyyy", "yyyy-MM-dd"), noBounds());
    assertEquals(Cell.of(LocalDate.of(1980, 2, 29)), step.apply(" 29.02.1980 ", row));
    assertEquals(Cell.of(LocalDate.of(1980, 2, 29)), step.apply("1980-02-29", row));
  }

  @Test
  void date_impossibleDay_refusedNotMoved() {
    Step step = Dates.date(List.of("dd.MM.yyyy", "yyyy-MM-dd"), noBounds());
    for (String text : List.of("31.02.1980", "29.02.1981", "1975-13-01", "00.00.0000", "1.2.80")) {
      assertInstanceOf(Cell.Refused.class, step.apply(text, row), text);
    }
  }

  @Test
  void date_outOfBounds_refused() {
    var bounds =
        new Dates.Bounds(
            Optional.of(LocalDate.of(1900, 1, 1)), Optional.of(LocalDate.of(2026, 1, 31)));
    Step step = Dates.date(List.of("yyyy-MM-dd"), bounds);
    assertInstanceOf(Cell.Refused.class, step.apply("1899-12-31", row));
    assertInstanceOf(Cell.Refused.class, step.apply("2026-02-01", row));
    assertInstanceOf(Cell.Held.class, step.apply("1900-01-01", row));
  }

  @Test
  void instant_dateIsStartOfDayInTheZone() {
    Step step =
        Dates.instant(List.of("yyyy-MM-dd HH:mm", "yyyy-MM-dd"), ZoneId.of("Europe/Berlin"));
    assertEquals(Cell.of(Instant.parse("2020-06-30T22:00:00Z")), step.apply("2020-07-01", row));
    assertEquals(
        Cell.of(Instant.parse("2020-01-01T11:30:00Z")), step.apply("2020-01-01 12:30", row));
    assertEquals(
        Cell.of(Instant.parse("2020-06-30T22:00:00Z")), step.apply(LocalDate.of(2020, 7, 1), row));
  }

  @Test
  void phone_manyWaysOneNumber() {
    Step step = Contacts.phone("DE");
    for (String text :
        List.of("030/2345678", "(030) 2345678", "+49 30 2345678", "0049 30 2345678")) {
      assertEquals(Cell.of("+49302345678"), step.apply(text, row), text);
    }
    for (String text : List.of("12", "kein Telefon", "000000000", "+49 0 0")) {
      assertInstanceOf(Cell.Refused.class, step.apply(text, row), text);
    }
  }

  @Test
  void email_hostInLowerCaseLocalPartKept() {
    assertEquals(Cell.of("Jo.Doe@example.org"), Contacts.email().apply(" Jo.Doe@EXAMPLE.org", row));
    for (String text : List.of("jo", "jo@", "@example.org", "a b@example.org", "jo@nodot")) {
      assertInstanceOf(Cell.Refused.class, Contacts.email().apply(text, row), text);
    }
  }

  @Test
  void codes_unknownOnesRefusedWithoutShowingThem() {
    Step step = Codes.enumeration(Map.of("P", "consumer"));
    assertEquals(Cell.of("consumer"), step.apply("P ", row));
    Cell.Refused refused = assertInstanceOf(Cell.Refused.class, step.apply("secret", row));
    assertEquals(false, (refused.reason() + refused.hint()).contains("secret"));
    assertInstanceOf(Cell.Refused.class, Codes.integer(0, 10).apply("11", row));
    assertInstanceOf(Cell.Refused.class, Codes.integer(0, 10).apply("1.0", row));
    assertInstanceOf(Cell.Refused.class, Codes.truth(Map.of("J", true)).apply("j", row));
  }

  @Test
  void defaultValue_onlyForABlankWhereTheConditionHolds() {
    Condition always = new Condition.Blank(new Subject.Column("any"));
    Step step = Blanks.defaultValue("0.00", always, "taken as 0.00");
    assertEquals(Cell.of("5"), step.on(Cell.of("5"), row));
    assertEquals(Cell.of("0.00"), step.on(Cell.blank(), row));
    assertEquals(List.of("taken as 0.00"), row.explanations);
    Step never = Blanks.defaultValue("0.00", new Condition.Not(always), "never");
    assertInstanceOf(Cell.Blank.class, never.on(Cell.blank(), row));
  }

  @Test
  void refusal_staysARefusalThroughLaterSteps() {
    Cell refused = new Cell.Refused("is wrong", "mend it");
    assertEquals(refused, Texts.trim().on(refused, row));
    assertEquals(refused, Texts.blankToNull(Set.of()).on(refused, row));
  }

  private static Dates.Bounds noBounds() {
    return new Dates.Bounds(Optional.empty(), Optional.empty());
  }
}

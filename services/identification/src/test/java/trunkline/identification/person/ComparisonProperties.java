package trunkline.identification.person;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** When two names are one person's. */
class ComparisonProperties {
  private static final Optional<LocalDate> BORN = Optional.of(LocalDate.of(1980, 2, 29));

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .withChars("abcdefghijklmnopqrstuvwxyzäöüßéèøåłñçő")
        .ofMinLength(2)
        .ofMaxLength(12);
  }

  @Property(tries = 500)
  void howANameIsWritten_makesNoDifference(
      @ForAll("names") String given,
      @ForAll("names") String second,
      @ForAll("names") String family) {
    var known = new KnownIndividual(given + " " + second, family + "-" + second, BORN, false);
    String upper = family.toUpperCase(Locale.ROOT) + " " + second.toUpperCase(Locale.ROOT);
    assertEquals(List.of(), Comparison.findings(known, given, upper, BORN));
    assertEquals(List.of(), Comparison.findings(known, second + " " + given, upper, BORN));
  }

  @Property(tries = 500)
  void anotherName_isFound(@ForAll("names") String family, @ForAll("names") String other) {
    boolean same = PersonName.same(family, other);
    assertEquals(same, PersonName.same(other, family), "it makes no difference who asks");
    assertFalse(PersonName.same(family, family + "xq"));
    assertFalse(PersonName.same(family, ""));
  }

  @Test
  void namesOfPassports_areThePersons() {
    for (String[] pair :
        new String[][] {
          {"Müller", "MUELLER"},
          {"Müller", "Muller"},
          {"Groß", "GROSS"},
          {"Øster", "Oster"},
          {"Øster", "OESTER"},
          {"Łukasz", "LUKASZ"},
          {"van der Berg", "VANDERBERG"},
          {"O'Neill", "ONEILL"},
          {"Åse", "AASE"},
          {"Đorđević", "DORDEVIC"}
        }) {
      assertTrue(PersonName.same(pair[0], pair[1]), String.join(" ", pair));
    }
    assertTrue(PersonName.sameGiven("Anna-Lena", "Annalena Maria".replace(" Maria", "")));
    assertTrue(PersonName.sameGiven("Jane", "Jane Maria Ann"));
    assertFalse(PersonName.sameGiven("Jane Joan", "Jane Maria"));
    assertFalse(PersonName.sameGiven("Jane", ""));
  }

  @Test
  void whatDiffers_isNamedAndNotTold() {
    var known = new KnownIndividual("Jane", "Roe", Optional.empty(), true);
    assertEquals(
        List.of("givenNameDiffers", "familyNameDiffers", "birthDateMissing", "individualDeceased"),
        Comparison.findings(known, "Joan", "Doe", BORN));
    assertFalse(known.toString().contains("Roe"));
  }
}

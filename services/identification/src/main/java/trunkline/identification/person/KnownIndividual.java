package trunkline.identification.person;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an eID is compared with.
 *
 * @param givenName all given names, in order
 */
public record KnownIndividual(
    String givenName, String familyName, Optional<LocalDate> birthDate, boolean deceased) {

  /** Takes from a TMF632 individual what is needed, and nothing else. */
  static KnownIndividual of(JsonNode individual) {
    String given =
        Stream.of("givenName", "middleName")
            .map(name -> individual.path(name).asText(""))
            .filter(name -> !name.isBlank())
            .collect(Collectors.joining(" "));
    return new KnownIndividual(
        given,
        individual.path("familyName").asText(""),
        date(individual.path("birthDate").asText("")),
        individual.path("status").asText().equals("deceaded")); // TMF632 v4 spells it so
  }

  /** TMF writes a birth date as a date, or as a date and time. */
  private static Optional<LocalDate> date(String text) {
    try {
      return text.length() < 10
          ? Optional.empty()
          : Optional.of(LocalDate.parse(text.substring(0, 10)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Names stay out of every text. */
  @Override
  public String toString() {
    return "KnownIndividual[…]";
  }
}

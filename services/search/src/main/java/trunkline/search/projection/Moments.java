package trunkline.search.projection;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/** When a resource happened or began, by the first of its attributes that says so. */
final class Moments {
  private static final List<String> SAYING_SO =
      List.of(
          "/interactionDate/startDateTime",
          "/creationDate",
          "/startDate",
          "/validFor/startDateTime",
          "/startOperatingDate");

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private Moments() {}

  /** {@code otherwise} when the resource does not say, or says it in no way that we read. */
  static Instant of(JsonNode resource, Instant otherwise) {
    for (String pointer : SAYING_SO) {
      String text = resource.at(pointer).asText("");
      if (!text.isEmpty()) {
        return parsed(text, otherwise);
      }
    }
    return otherwise;
  }

  private static Instant parsed(String text, Instant otherwise) {
    try {
      Instant time =
          OffsetDateTime.parse(text.length() == 10 ? text + "T00:00:00Z" : text).toInstant();
      return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? otherwise : time;
    } catch (DateTimeException e) {
      return otherwise;
    }
  }
}

package trunkline.scenarios.marts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.List;

/**
 * What a service has answered about one resource, from its creation on; the last is what it says
 * now, or said before the deletion.
 */
record Life(List<JsonNode> told, boolean deleted) {
  Life {
    told = List.copyOf(told);
  }

  JsonNode first() {
    return told.getFirst();
  }

  JsonNode last() {
    return told.getLast();
  }

  /**
   * What was known at a month's end, when all was told in {@code present}: months before take the
   * first version.
   */
  JsonNode asOf(LocalDate month, LocalDate present) {
    return month.isBefore(present) ? first() : last();
  }
}

package trunkline.warehouse.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.refusal.Refusal;

/**
 * What a model says of itself in the comment that it opens with: {@code -- one row per …}, and
 * below that YAML.
 *
 * @param key the columns that name a row: never null, together unique
 * @param notNull further columns that always have a value
 * @param reconciles by what is compared: two queries that must give the same number
 * @param holds by rule: a query for the rows that break it, which must give none
 */
record ModelHeader(
    String materialisation,
    List<String> key,
    List<String> notNull,
    Map<String, List<String>> reconciles,
    Map<String, String> holds) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String COMMENT = "--";

  ModelHeader(
      @Nullable String materialisation,
      @Nullable List<String> key,
      @Nullable List<String> notNull,
      @Nullable Map<String, List<String>> reconciles,
      @Nullable Map<String, String> holds) {
    this.materialisation = materialisation == null ? "" : materialisation;
    this.key = key == null ? List.of() : List.copyOf(key);
    this.notNull = notNull == null ? List.of() : List.copyOf(notNull);
    this.reconciles = reconciles == null ? Map.of() : new LinkedHashMap<>(reconciles);
    this.holds = holds == null ? Map.of() : new LinkedHashMap<>(holds);
  }

  /** {@code one row per customer event}. */
  static String grain(String model, String text) {
    String first = text.lines().findFirst().orElse("");
    if (!first.startsWith("-- one row per ")) {
      throw Refusal.modelInvalid(model, "does not open with '-- one row per …'");
    }
    return first.substring(COMMENT.length()).strip();
  }

  static ModelHeader read(String model, String text) {
    String yaml =
        text.lines()
            .skip(1)
            .takeWhile(line -> line.startsWith(COMMENT))
            .map(line -> line.substring(COMMENT.length()))
            .map(line -> line.startsWith(" ") ? line.substring(1) : line)
            .collect(Collectors.joining("\n"));
    try {
      return YAML.readValue(yaml, ModelHeader.class).checked(model);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw Refusal.modelInvalid(model, "has a header that can't be read: " + e.getMessage());
    }
  }

  private ModelHeader checked(String model) {
    if (!materialisation.equals("table")) {
      throw Refusal.modelInvalid(
          model, "has the materialisation '" + materialisation + "'; there is: table");
    }
    if (key.isEmpty()) {
      throw Refusal.modelInvalid(model, "has no key");
    }
    reconciles.forEach(
        (what, queries) -> {
          if (queries.size() != 2) {
            throw Refusal.modelInvalid(model, "reconciles " + what + " by other than two queries");
          }
        });
    return this;
  }
}

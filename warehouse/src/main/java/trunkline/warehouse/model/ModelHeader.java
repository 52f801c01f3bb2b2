package trunkline.warehouse.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.refusal.Refusal;

/**
 * What a model says of itself in the comment that it opens with: {@code -- one row per …}, and
 * below that YAML.
 *
 * @param materialisation how the table is made
 * @param by for what is made thing by thing: the columns that name a thing
 * @param counts for sums: the column that counts what is summed; a row of nothing goes
 * @param owner who answers for what it says
 * @param key the columns that name a row: never null, together unique
 * @param notNull further columns that always have a value
 * @param accepted by column: the values that it may have, besides none
 * @param range by column: the least and the greatest number that it may have; null for no end
 * @param relations by column: the model that has a row of the same tenant and the same value
 * @param reconciles by what is compared: two queries that must give the same number
 * @param holds by rule: a query for the rows that break it, which must give none
 * @param warns the same for rules that are told and do not block
 * @param personal the personal columns, each with the kind that decides how it is masked: id, name,
 *     contact, trait, text, document or date
 * @param freshness how old the newest row may become; null for any age
 * @param volume by which part of what is usual the number of rows may differ; 0 for any
 * @param columns what each column means
 */
record ModelHeader(
    Materialisation materialisation,
    List<String> by,
    String counts,
    String owner,
    List<String> key,
    List<String> notNull,
    Map<String, List<String>> accepted,
    Map<String, List<@Nullable BigDecimal>> range,
    Map<String, String> relations,
    Map<String, List<String>> reconciles,
    Map<String, String> holds,
    Map<String, String> warns,
    Map<String, String> personal,
    @Nullable Freshness freshness,
    double volume,
    Map<String, String> columns) {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING);
  private static final String COMMENT = "--";
  private static final List<String> PERSONAL_KINDS =
      List.of("id", "name", "contact", "trait", "text", "document", "date");

  ModelHeader(
      @Nullable Materialisation materialisation,
      @Nullable List<String> by,
      @Nullable String counts,
      @Nullable String owner,
      @Nullable List<String> key,
      @Nullable List<String> notNull,
      @Nullable Map<String, List<String>> accepted,
      @Nullable Map<String, List<@Nullable BigDecimal>> range,
      @Nullable Map<String, String> relations,
      @Nullable Map<String, List<String>> reconciles,
      @Nullable Map<String, String> holds,
      @Nullable Map<String, String> warns,
      @Nullable Map<String, String> personal,
      @Nullable Freshness freshness,
      double volume,
      @Nullable Map<String, String> columns) {
    this.materialisation =
        Objects.requireNonNull(
            materialisation, "there is no materialisation: one of " + Materialisation.all());
    this.by = by == null ? List.of() : List.copyOf(by);
    this.counts = counts == null ? "" : counts;
    this.owner = owner == null ? "" : owner;
    this.key = key == null ? List.of() : List.copyOf(key);
    this.notNull = notNull == null ? List.of() : List.copyOf(notNull);
    this.accepted = inOrder(accepted);
    this.range = inOrder(range);
    this.relations = inOrder(relations);
    this.reconciles = inOrder(reconciles);
    this.holds = inOrder(holds);
    this.warns = inOrder(warns);
    this.personal = inOrder(personal);
    this.freshness = freshness;
    this.volume = volume;
    this.columns = inOrder(explained(materialisation, columns));
  }

  /** The columns that name what is brought up as one: a thing, or a sum. */
  List<String> thing() {
    return materialisation == Materialisation.SUM ? key : by;
  }

  private static Map<String, String> explained(
      Materialisation materialisation, @Nullable Map<String, String> columns) {
    Map<String, String> all = new LinkedHashMap<>();
    if (columns != null) {
      all.putAll(columns);
    }
    if (materialisation == Materialisation.SCD2) {
      Versions.COLUMNS.forEach(all::putIfAbsent);
    }
    return all;
  }

  private static <V> Map<String, V> inOrder(@Nullable Map<String, V> given) {
    return given == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(given));
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

  /** A sum of what has no value has none, whatever was added before: so each has one. */
  private void checkSums(String model) {
    if ((materialisation == Materialisation.SUM) == counts.isEmpty()) {
      throw Refusal.modelInvalid(
          model,
          "says which column counts what it sums ('counts') if, and only if, it is made of sums: sum");
    }
    List<String> filled = new ArrayList<>(key);
    filled.addAll(notNull);
    if (materialisation == Materialisation.SUM
        && !(filled.contains(counts) && filled.containsAll(columns.keySet()))) {
      throw Refusal.modelInvalid(
          model, "is made of sums, and so names each column in its key or in notNull");
    }
  }

  private ModelHeader checked(String model) {
    if (freshness != null && !columns.containsKey(freshness.column())) {
      throw Refusal.modelInvalid(
          model, "is fresh by " + freshness.column() + ", which is none of its columns");
    }
    if (volume < 0) {
      throw Refusal.modelInvalid(
          model, "has a volume that is no part of what is usual: 0.5 is half");
    }
    if (materialisation.isByThing() == by.isEmpty()) {
      throw Refusal.modelInvalid(
          model,
          "says by which columns a thing is named ('by') if, and only if, it is made thing by thing: merge, scd2");
    }
    if (key.isEmpty()) {
      throw Refusal.modelInvalid(model, "has no key");
    }
    checkSums(model);
    reconciles.forEach(
        (what, queries) -> {
          if (queries.size() != 2) {
            throw Refusal.modelInvalid(model, "reconciles " + what + " by other than two queries");
          }
        });
    personal.forEach(
        (column, kind) -> {
          if (!columns.containsKey(column) || !PERSONAL_KINDS.contains(kind)) {
            throw Refusal.modelInvalid(
                model,
                "calls %s personal as %s: name one of its columns, and one of %s"
                    .formatted(column, kind, PERSONAL_KINDS));
          }
        });
    range.forEach(
        (column, ends) -> {
          if (ends.size() != 2) {
            throw Refusal.modelInvalid(
                model, "gives " + column + " a range of other than two ends");
          }
        });
    return this;
  }
}

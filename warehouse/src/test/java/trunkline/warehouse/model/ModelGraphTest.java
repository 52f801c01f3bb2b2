package trunkline.warehouse.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trunkline.warehouse.refusal.Refusal;

class ModelGraphTest {
  private static String model(String query) {
    return "-- one row per x\n-- materialisation: table\n-- key: [a]\n" + query;
  }

  private static String refusal(Map<String, String> files) {
    Refusal refusal = assertThrows(Refusal.class, () -> ModelGraph.of(files));
    assertEquals(Refusal.Code.MODEL_INVALID, refusal.code());
    return refusal.getMessage();
  }

  private static Map<String, String> sum(String header) {
    return Map.of(
        "core/a", model("SELECT 1 AS a"),
        "core/b",
            "-- one row per x\n-- materialisation: sum\n-- key: [a]\n%s\nSELECT a, COUNT(*) AS n FROM {{ ref('a') }} GROUP BY a"
                .formatted(header));
  }

  @Test
  void sums_areCountedAndNeverNull() {
    assertTrue(refusal(sum("-- notNull: [n]")).contains("says which column counts what it sums"));
    assertTrue(refusal(sum("-- counts: n")).contains("names each column in its key or in notNull"));
    assertTrue(
        refusal(sum("-- counts: n\n-- notNull: [n]\n-- columns: {m: more}"))
            .contains("names each column in its key or in notNull"));
    assertEquals(2, ModelGraph.of(sum("-- counts: n\n-- notNull: [n]")).models().size());
  }

  @Test
  void shippedModels_standInOrder() {
    List<String> names = ModelGraph.shipped().models().stream().map(Model::name).toList();
    for (Model model : ModelGraph.shipped().models()) {
      int place = names.indexOf(model.name());
      model
          .references()
          .forEach(name -> assertTrue(names.indexOf(name) < place, name + " after its user"));
      boolean isReconciled =
          model.header().materialisation() == Materialisation.SCD2
              || !model.header().reconciles().isEmpty();
      assertTrue(isReconciled, model.name() + " reconciles nothing");
      assertTrue(!model.header().owner().isEmpty(), model.name() + " has no owner");
    }
  }

  /** What one engine has alone, or reads in another way than the others. */
  @Test
  void shippedModels_useNothingOfOneEngineOnly() {
    var own =
        Pattern.compile(
            "(?i)\\bQUALIFY\\b|GROUP BY ALL|STRING_AGG|->>|::|\\bILIKE\\b|read_parquet");
    for (Model model : ModelGraph.shipped().models()) {
      assertFalse(own.matcher(model.query(name -> name)).find(), model.name());
    }
  }

  @Test
  void modelsInAnyOrder_runAfterWhatTheyReferTo() {
    var files =
        new TreeMap<>(
            Map.of(
                "marts/a", model("SELECT a FROM {{ ref('b') }}"),
                "core/b", model("SELECT a FROM {{ ref('c') }}"),
                "core/c", model("SELECT 1 AS a")));
    assertEquals(
        List.of("c", "b", "a"), ModelGraph.of(files).models().stream().map(Model::name).toList());
  }

  @Test
  void circle_isRefused() {
    String said =
        refusal(
            Map.of(
                "core/a", model("SELECT a FROM {{ ref('b') }}"),
                "core/b", model("SELECT a FROM {{ ref('a') }}")));
    assertTrue(said.contains("refers to itself"), said);
  }

  @Test
  void unknownReference_isRefusedByName() {
    String said = refusal(Map.of("core/a", model("SELECT a FROM {{ ref('nobody') }}")));
    assertTrue(said.contains("nobody"), said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELECT 1                                                      | does not open with
          -- one row per x\\nSELECT 1                                   | has a header that can't be read
          -- one row per x\\n-- key: [a]\\nSELECT 1                     | materialisation
          -- one row per x\\n-- materialisation: table\\nSELECT 1       | has no key
          -- one row per x\\n-- materialisation: magic\\n-- key: [a]    | materialisation
          -- one row per x\\n-- materialisation: table\\n-- keys: [a]   | has a header that can't be read
          -- one row per x\\n-- materialisation: table\\n-- key: [a]\\n-- reconciles: {n: [SELECT 1]} | other than two
          """)
  void headerThatSaysTooLittle_isRefused(String text, String reason) {
    String said = refusal(Map.of("core/a", text.replace("\\n", "\n")));
    assertTrue(said.contains(reason), said);
  }

  @Test
  void strayBraces_areRefused() {
    Model model = Model.of("core", "a", model("SELECT {{ reff('b') }}"));
    assertThrows(Refusal.class, () -> model.query(name -> name));
  }
}

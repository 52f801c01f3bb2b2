package trunkline.warehouse.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trunkline.warehouse.refusal.Refusal;

class SelectionTest {
  /** one → two → three, and one → other. */
  private static final ModelGraph GRAPH =
      ModelGraph.of(
          Map.of(
              "core/one", model("SELECT 1 AS a"),
              "core/two", model("SELECT a FROM {{ ref('one') }}"),
              "marts/three", model("SELECT a FROM {{ ref('two') }}"),
              "marts/other", model("SELECT a FROM {{ ref('one') }}")));

  private static String model(String query) {
    return "-- one row per x\n-- materialisation: table\n-- key: [a]\n" + query;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          two            | two
          core.two       | two
          +two           | one two
          two+           | three two
          +core.two+     | one three two
          one+           | one other three two
          +three, other  | one other three two
          two,other      | other two
          """)
  void term_meansTheModelAndWhatItsSignsAdd(String term, String names) {
    assertEquals(names, chosen(Selection.parse(term)));
  }

  private static String chosen(Selection selection) {
    return selection.of(GRAPH).stream()
        .map(Model::name)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining(" "));
  }

  @Test
  void nothing_meansAll() {
    assertTrue(Selection.parse(" ").isAll());
    assertEquals("one other three two", chosen(Selection.all()));
  }

  @Test
  void unknownName_isRefusedByName() {
    Refusal refusal = assertThrows(Refusal.class, () -> Selection.parse("+nobody").of(GRAPH));
    assertEquals(Refusal.Code.MODEL_UNKNOWN, refusal.code());
    assertTrue(refusal.getMessage().contains("nobody"), refusal.getMessage());
  }
}

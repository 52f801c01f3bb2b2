package trunkline.warehouse.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.CreateTableAsSelect;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Trino's own parser reads what Trino will be told, without a server. */
class TrinoModelTest {
  private static final SqlParser PARSER = new SqlParser();

  @Test
  void everyModel_isReadByTrinosParser() {
    var models = TrinoModel.of(ModelGraph.shipped());
    assertEquals(ModelGraph.shipped().tables().size(), models.size());
    for (TrinoModel model : models) {
      String statement = "CREATE TABLE " + model.table() + " AS " + model.query();
      assertTrue(
          PARSER.createStatement(statement) instanceof CreateTableAsSelect, model.made()::toString);
    }
  }

  @Test
  void everyProbe_isReadByTrinosParser_andNamesEveryIdiom() {
    String all = String.join(" ", TrinoModel.probes());
    TrinoModel.probes()
        .forEach(probe -> PARSER.createStatement(TrinoModel.withIdioms("SELECT (" + probe + ")")));
    assertEquals(
        List.of(),
        names("CREATE MACRO ([a-z_]+)\\(", Idioms.text()).stream()
            .filter(idiom -> !all.contains(idiom + "("))
            .toList());
  }

  @Test
  void everyIdiom_isThereInBothSpellings() {
    assertEquals(
        names("CREATE MACRO ([a-z_]+)\\(", Idioms.text()),
        names("FUNCTION ([a-z_]+)\\(", Idioms.read("/models/idioms.trino.sql")).stream()
            .filter(name -> !name.matches("fields?(_of)?|.*_at|(text|items|moment)_.*"))
            .toList());
  }

  private static List<String> names(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .sorted()
        .toList();
  }

  @Test
  void onlyWhatAQueryNames_standsBeforeIt() {
    assertEquals("SELECT 1", TrinoIdioms.before("SELECT 1"));
    String query = TrinoIdioms.before("SELECT moment('2026-01-01')");
    assertTrue(query.contains("FUNCTION moment_zone("), query);
    assertTrue(query.indexOf("FUNCTION moment_zone(") < query.indexOf("FUNCTION moment("), query);
    assertFalse(query.contains("FUNCTION money("), query);
  }

  @Test
  void spellingOfDuckDb_isRefusedByTrinosParser() {
    assertThrows(
        ParsingException.class, () -> PARSER.createStatement("SELECT * EXCLUDE (a) FROM t"));
  }
}

package trunkline.warehouse.lineage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import trunkline.warehouse.model.ModelDescription;
import trunkline.warehouse.model.ModelGraph;

class LineagePageTest {
  private static final String PAGE = new LineagePage(ModelGraph.shipped().described()).html();

  private static Set<String> all(String pattern) {
    return Pattern.compile(pattern)
        .matcher(PAGE)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void everyModel_hasASectionAndEveryLinkLeadsToOne() {
    Set<String> sections = all("<section id=\"([^\"]*)\">");
    assertEquals(
        ModelGraph.shipped().tables().stream().map(Object::toString).collect(Collectors.toSet()),
        sections);
    assertEquals(sections, all("href=\"#([^\"]*)\""));
  }

  @Test
  void page_needsNothingFromElsewhere() {
    assertFalse(PAGE.contains("<script"), "no script");
    assertTrue(all("((?:src|href)=\"(?!#)[^\"]*\")").isEmpty(), "no link to elsewhere");
  }

  @Test
  void columnsAndTests_areExplained() {
    assertTrue(PAGE.contains("<code>arpu</code>"));
    assertTrue(PAGE.contains("recurring revenue per paying party"));
    assertTrue(PAGE.contains("<li>unique tenant, currency, month</li>"));
  }

  @Test
  void textOfAHeader_isShownAndNotRun() {
    var model =
        new ModelDescription(
            "core.x",
            "one row per <b>",
            "a & b",
            List.of("bronze.event"),
            Map.of("c", "\"quoted\""),
            List.of("a < b"));
    String page = new LineagePage(List.of(model)).html();
    assertTrue(page.contains("one row per &lt;b&gt;"), page);
    assertTrue(page.contains("<li>a &lt; b</li>"), page);
  }
}

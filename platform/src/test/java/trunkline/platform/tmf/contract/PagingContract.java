package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;

/** {@code offset} and {@code limit}, counts and links (TMF630 part 1, 4.5). */
public interface PagingContract extends Contract {
  Pattern LINK = Pattern.compile("<([^>]+)>; rel=\"(\\w+)\"");

  @Test
  default void noLimit_answers200WithEverything() {
    Trial trial = trial();
    trial.createLabelled("{}", "{}", "{}");
    Answer list = Expect.status(200, trial.client().get(trial.path() + "?sort=label"));
    assertEquals("abc", Trial.labelsOf(list));
    assertEquals("3", list.header("X-Total-Count"));
    assertEquals("3", list.header("X-Result-Count"));
    assertEquals("", list.header("Link"));
  }

  @Test
  default void partialPage_answers206WithCounts() {
    Trial trial = trial();
    trial.createLabelled("{}", "{}", "{}", "{}", "{}");
    Answer page = trial.client().get(trial.path() + "?sort=label&offset=1&limit=2");
    Expect.status(206, page);
    assertEquals("bc", Trial.labelsOf(page));
    assertEquals("5", page.header("X-Total-Count"));
    assertEquals("2", page.header("X-Result-Count"));
    assertEquals("[first, prev, next, last]", links(page).keySet().toString());
  }

  @Test
  default void pageThatHoldsEverything_answers200() {
    Trial trial = trial();
    trial.createLabelled("{}", "{}");
    Expect.status(200, trial.client().get(trial.path() + "?limit=2"));
    Expect.status(200, trial.client().get(trial.path() + "?limit=50"));
  }

  @Test
  default void nextFollowedToTheEnd_visitsEveryResourceOnce() {
    Trial trial = trial();
    trial.createLabelled(
        "{\"k\":1}", "{\"k\":1}", "{\"k\":2}", "{}", "{\"k\":1}", "{\"k\":3}", "{}");
    for (int limit = 1; limit <= 8; limit++) {
      var seen = new StringBuilder();
      String next = trial.base() + trial.path() + "?sort=-k&limit=" + limit;
      Answer page = null;
      while (next != null) {
        page = trial.client().get(next.substring(trial.base().length()));
        seen.append(Trial.labelsOf(page));
        assertTrue(seen.length() <= 7, "more than there are, limit " + limit + ": " + seen);
        next = links(page).get("next");
      }
      assertEquals(
          "abcdefg",
          seen.chars()
              .sorted()
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString());
    }
  }

  @Test
  default void prevFollowedFromTheLast_comesBackToTheFirst() {
    Trial trial = trial();
    trial.createLabelled("{}", "{}", "{}", "{}", "{}");
    Answer first = trial.client().get(trial.path() + "?sort=label&label.regex=%5Ba-e%5D&limit=2");
    Answer page = follow(trial, first, "last");
    assertEquals("e", Trial.labelsOf(page));
    assertFalse(links(page).containsKey("next"));
    page = follow(trial, page, "prev");
    assertEquals("cd", Trial.labelsOf(page));
    page = follow(trial, page, "prev");
    assertEquals("ab", Trial.labelsOf(page));
    assertFalse(links(page).containsKey("prev"));
    assertEquals("ab", Trial.labelsOf(follow(trial, page, "first")));
  }

  @Test
  default void linksKeepTheFilter() {
    Trial trial = trial();
    trial.createLabelled("{\"n\":1}", "{\"n\":2}", "{\"n\":3}", "{\"n\":4}");
    Answer page = trial.client().get(trial.path() + "?n%3E1&sort=-n&fields=label&limit=1&offset=0");
    assertEquals("d", Trial.labelsOf(page));
    assertEquals("3", page.header("X-Total-Count"));
    page = follow(trial, page, "next");
    assertEquals("[{\"label\":\"c\"}]", page.text());
    assertEquals("b", Trial.labelsOf(follow(trial, page, "next")));
  }

  @Test
  default void beyondTheEnd_isEmptyAndStillCounted() {
    Trial trial = trial();
    trial.createLabelled("{}", "{}");
    Answer page = trial.client().get(trial.path() + "?offset=10&limit=5");
    assertEquals("[]", page.text());
    assertEquals("2", page.header("X-Total-Count"));
    assertEquals("0", page.header("X-Result-Count"));
  }

  @Test
  default void limitZero_onlyCounts() {
    Trial trial = trial();
    trial.createLabelled("{}", "{}");
    Answer page = trial.client().get(trial.path() + "?limit=0");
    assertEquals("[]", page.text());
    assertEquals("2", page.header("X-Total-Count"));
  }

  @Test
  default void senselessPaging_isRefused() {
    Trial trial = trial();
    for (String query :
        new String[] {
          "limit=-1", "offset=-1", "limit=x", "offset=", "limit=1.5", "offset=99999999999"
        }) {
      Expect.refusal(
          400, "invalidQuery", trial.client().get(trial.path() + "?" + Trial.sendable(query)));
    }
  }

  private static Answer follow(Trial trial, Answer page, String relation) {
    String link = links(page).get(relation);
    if (link == null) {
      throw new AssertionError("no " + relation + " in " + page.header("Link"));
    }
    return trial.client().get(link.substring(trial.base().length()));
  }

  private static Map<String, String> links(Answer page) {
    var links = new LinkedHashMap<String, String>();
    var matcher = LINK.matcher(page.header("Link"));
    while (matcher.find()) {
      links.put(matcher.group(2), matcher.group(1));
    }
    return links;
  }
}

package trunkline.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.platform.testing.Issuer;
import trunkline.platform.testing.RawHttp;

/**
 * Queries that nobody should send, five thousand of them: an answer or a refusal, never a fault.
 */
class HostileQueryTest {
  private static final long SEED = 20_261_124;
  private static final String[] PIECES = {
    "'",
    "\"",
    "\\",
    "%",
    "_",
    "*",
    ":",
    "&",
    "|",
    "!",
    "(",
    ")",
    "<->",
    ":*",
    "::tsquery",
    "--",
    ";",
    "$1",
    "?",
    "{}",
    "ä",
    "ß",
    "İ",
    "ﬁ",
    "👩‍👩‍👧",
    "\u202e",
    "\u0000",
    "\u0301",
    "\ud800",
    "𝔍𝔞𝔫𝔢",
    "山田",
    "Ω",
    "\t",
    "\n",
    "  ",
    "@",
    "+49",
    "00",
    "(0)",
    "e",
    "ue",
    "a",
    "1",
    "42",
    "Roe",
    "jane",
    "example.org",
    "x".repeat(70),
    "1".repeat(40),
    "NULL",
    "OR 1=1"
  };
  private static final String[] KINDS = {
    "", "", "", "name", "number", "email", "address", "account", "iccid", "imsi", "imei", "msisdn",
    "id", "none", "%00"
  };

  private final Searching it = Shared.searching();
  private final Random random = new Random(SEED);
  private final Map<Integer, Integer> byStatus = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();

  @Test
  void anyQuestionAtAll_isAnsweredOrRefused() {
    Client client = it.service.client(Household.arrive(it).tenant());
    for (int i = 0; i < 4_000; i++) {
      String query = "?q=" + URLEncoder.encode(text(), StandardCharsets.UTF_8);
      String kind = KINDS[random.nextInt(KINDS.length)];
      note(query, client.get(Searching.PATH + query + (kind.isEmpty() ? "" : "&kind=" + kind)));
    }
    assertTrue(byStatus.getOrDefault(200, 0) > 900, byStatus.toString());
    assertEquals(List.of(), faults);
  }

  @Test
  void anyTargetAtAll_isAnsweredOrRefused() {
    String tenant = Household.arrive(it).tenant(); // so that every log was read
    String token = Issuer.shared().token(tenant, "tmf:read", "pii:read");
    for (int i = 0; i < 1_000; i++) {
      String garbage = garbage();
      String target =
          random.nextBoolean() ? Searching.PATH + "?" + garbage : Searching.WHOLE + garbage;
      note(target, RawHttp.get(it.service.base(), token, target));
    }
    assertEquals(List.of(), faults);
  }

  private void note(String what, Answer answer) {
    byStatus.merge(answer.status(), 1, Integer::sum);
    boolean fine = answer.status() == 200 || answer.status() == 304;
    if (!fine) {
      try {
        assertTrue(answer.status() >= 400 && answer.status() < 500, "status");
        Expect.errorBody(answer);
      } catch (AssertionError | RuntimeException e) {
        faults.add(answer.status() + " to " + what + ": " + answer.text());
      }
    }
  }

  private String text() {
    var text = new StringBuilder();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
      if (random.nextInt(3) == 0) {
        text.append(' ');
      }
    }
    return text.toString();
  }

  private String garbage() {
    String alphabet = "q=&kindlmtxaZ09%2F%00%zz+;,'\"()[]{}@:!*$|\\^~";
    var text = new StringBuilder();
    for (int i = 1 + random.nextInt(60); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return random.nextInt(20) == 0 ? "q=" + "a".repeat(5_000) : text.toString();
  }
}

package trunkline.platform.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;

/** What tests expect of an answer; each failure shows the answer. */
public final class Expect {
  private Expect() {}

  /** The answer, when it has the status. */
  public static Answer status(int status, Answer answer) {
    assertEquals(status, answer.status(), answer.text());
    return answer;
  }

  /**
   * A "no" in TM Forum's form (TMF630 part 1): code and reason always, and our message and status.
   */
  public static Answer refusal(int status, String code, Answer answer) {
    status(status, answer);
    errorBody(answer);
    assertEquals(code, answer.json().path("code").asText(), answer.text());
    return answer;
  }

  /** An error body of any status. */
  public static void errorBody(Answer answer) {
    assertTrue(answer.header("Content-Type").startsWith("application/json"), answer.toString());
    JsonNode body = answer.json();
    for (String attribute : new String[] {"code", "reason", "message", "status"}) {
      assertTrue(body.path(attribute).isTextual(), attribute + " of " + answer.text());
      assertFalse(body.path(attribute).asText().isBlank(), attribute + " of " + answer.text());
    }
    assertEquals(Integer.toString(answer.status()), body.path("status").asText(), answer.text());
  }
}

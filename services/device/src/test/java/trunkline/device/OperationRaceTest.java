package trunkline.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.AtOnce;
import trunkline.platform.testing.Expect;

/** Two who want the same at the same time. */
class OperationRaceTest {
  private static final int ROUNDS = 20;

  private final Devices devices = new Devices("races");

  @Test
  void twoSwapsToOneCard_oneGetsIt() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String one = devices.sim(Devices.owned("assigned", "jane"));
      String two = devices.sim(Devices.owned("assigned", "john"));
      String free = devices.sim("{}");
      List<Answer> answers =
          AtOnce.send(() -> devices.swap(one, free), () -> devices.swap(two, free));
      assertEquals(List.of(200, 409), AtOnce.statuses(answers), answers.toString());
      String loser = answers.get(0).status() == 200 ? two : one;
      assertEquals("assigned", devices.state(loser));
    }
  }

  @Test
  void oneNumberForTwoCards_belongsToOne() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String number = devices.number("{}");
      String one = devices.sim("{}");
      String two = devices.sim("{}");
      List<Answer> answers =
          AtOnce.send(
              () -> devices.assign(one, "jane", number), () -> devices.assign(two, "john", number));
      assertEquals(List.of(200, 409), AtOnce.statuses(answers), answers.toString());
      String loser = answers.get(0).status() == 200 ? two : one;
      assertEquals("available", devices.state(loser));
    }
  }

  @Test
  void numberLinkedWhileItsCardRetires_neverReliesOnARetiredCard() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String number = devices.number(Devices.owned("assigned", "jane"));
      String sim = devices.sim(Devices.owned("assigned", "jane"));
      List<Answer> answers =
          AtOnce.send(
              () -> devices.patch(number, Devices.relyingOn(sim)),
              () -> devices.become("retired", sim));
      assertEquals(List.of(200, 409), AtOnce.statuses(answers), answers.toString());
    }
  }

  @Test
  void swappedAndPortedOutAtOnce_numberIsGoneFromBothCards() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      String old = devices.sim("{}");
      String replacement = devices.sim("{}");
      String number = devices.number("{}");
      Expect.status(200, devices.assign(old, "jane", number));
      List<Answer> answers =
          AtOnce.send(
              () -> devices.swap(old, replacement), () -> devices.operate("portOut", number, "{}"));
      assertEquals(List.of(200, 200), AtOnce.statuses(answers), answers.toString());
      JsonNode gone = devices.read(number);
      assertEquals("portedOut", gone.path("lifecycleState").asText());
      assertTrue(gone.path("resourceRelationship").isEmpty(), gone.toString());
      assertEquals("retired", devices.state(old));
    }
  }
}

package trunkline.platform.tmf.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import trunkline.platform.testing.Answer;
import trunkline.platform.testing.Expect;

/** {@code Idempotency-Key}: a creation that is sent again is not done again. */
public interface IdempotencyContract extends Contract {
  String KEY = "Idempotency-Key";

  @Test
  default void repeatedKey_answersTheSameResource() {
    Trial trial = trial();
    String body = trial.body("{}");
    Answer first = Expect.status(201, trial.client().post(trial.path(), body, KEY, "order 1"));
    Answer again = Expect.status(201, trial.client().post(trial.path(), body, KEY, "order 1"));
    assertEquals(first.json(), again.json());
    assertEquals(first.header("Location"), again.header("Location"));
    assertEquals(1, trial.client().get(trial.path()).json().size());
  }

  @Test
  default void sameKeyWithAnotherBody_answers422() {
    Trial trial = trial();
    Expect.status(201, trial.client().post(trial.path(), trial.body("{}"), KEY, "k"));
    Expect.refusal(
        422,
        "idempotencyKeyReused",
        trial.client().post(trial.path(), trial.body("{\"x\":1}"), KEY, "k"));
  }

  @Test
  default void refusedCreation_leavesTheKeyFree() {
    Trial trial = trial();
    Expect.status(400, trial.client().post(trial.path(), "{\"@type\":5}", KEY, "k"));
    Expect.status(201, trial.client().post(trial.path(), trial.body("{}"), KEY, "k"));
  }

  @Test
  default void keyOfADeletedResource_answers409() {
    Trial trial = trial();
    String body = trial.body("{}");
    String id = trial.client().post(trial.path(), body, KEY, "k").id();
    Expect.status(204, trial.client().delete(trial.path(id)));
    Expect.refusal(409, "deletedSince", trial.client().post(trial.path(), body, KEY, "k"));
  }

  @Test
  default void malformedKey_isRefused() {
    Trial trial = trial();
    Expect.refusal(
        400,
        "invalidHeader",
        trial.client().post(trial.path(), trial.body("{}"), KEY, "x".repeat(201)));
  }

  @Test
  default void twentyAtOnce_makeOneResource() throws Exception {
    Trial trial = trial();
    Callable<Answer> post =
        () -> trial.client().post(trial.path(), trial.body("{}"), KEY, "the one");
    Set<String> ids = new HashSet<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers =
          threads.invokeAll(Stream.generate(() -> post).limit(20).toList());
      for (Future<Answer> answer : answers) {
        ids.add(Expect.status(201, answer.get()).id());
      }
    }
    assertEquals(1, ids.size());
    assertEquals("1", trial.client().get(trial.path()).header("X-Total-Count"));
  }
}

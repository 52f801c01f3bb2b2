package trunkline.platform.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Requests that are sent at the same time. */
public final class AtOnce {
  private AtOnce() {}

  /** The two answers, in the order of the requests. */
  public static List<Answer> send(Callable<Answer> one, Callable<Answer> two) throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      var answers = new ArrayList<Answer>();
      for (Future<Answer> future : threads.invokeAll(List.of(one, two))) {
        answers.add(future.get());
      }
      return answers;
    }
  }

  /** Their statuses, the smallest first: who of the two won is left to chance. */
  public static List<Integer> statuses(List<Answer> answers) {
    return answers.stream().map(Answer::status).sorted().toList();
  }
}

package trunkline.search.operation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import trunkline.platform.feed.Peers;
import trunkline.search.follow.FeedState;

/** Counts what services have in their logs that was not taken yet, as far as they can be asked. */
final class Backlog {
  /** As many as a feed gives at a time: beyond, it is "at least". */
  static final int MOST = 500;

  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private Backlog() {}

  /** By service; one that does not answer in time is absent. Asks all of them at once. */
  static Map<String, Integer> of(Peers peers, List<FeedState> feeds) throws InterruptedException {
    try (var asking = Executors.newVirtualThreadPerTaskExecutor()) {
      var questions = new ArrayList<Callable<Integer>>();
      for (FeedState feed : feeds) {
        questions.add(() -> peers.log(feed.service()).after(feed.position(), MOST).size());
      }
      List<Future<Integer>> answers =
          asking.invokeAll(questions, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      var backlog = new HashMap<String, Integer>();
      for (int i = 0; i < answers.size(); i++) {
        Future<Integer> answer = answers.get(i);
        if (answer.state() == Future.State.SUCCESS) { // else it is not known, and left out
          backlog.put(feeds.get(i).service(), answer.resultNow());
        }
      }
      return backlog;
    }
  }
}

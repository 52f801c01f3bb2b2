package trunkline.scenarios.crash;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import trunkline.platform.testing.Client;

/** Several writers at once. */
final class WriteLoad implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Writer> writers;
  private final List<Future<?>> runs;
  private volatile boolean goesOn = true;

  private WriteLoad(Client client, int count, long seed) {
    writers =
        IntStream.range(0, count)
            .mapToObj(i -> new Writer("writer " + i, client, seed + i, () -> goesOn))
            .toList();
    runs = writers.stream().<Future<?>>map(threads::submit).toList();
  }

  static WriteLoad start(Client client, int writers, long seed) {
    return new WriteLoad(client, writers, seed);
  }

  long acknowledged() {
    return sum(Writer::acknowledged);
  }

  long unanswered() {
    return sum(Writer::unanswered);
  }

  long repeated() {
    return sum(Writer::repeated);
  }

  private long sum(ToLongFunction<Writer> figure) {
    return writers.stream().mapToLong(figure).sum();
  }

  /** Fails with what a writer failed with, if one did. */
  void requireHealthy() throws ExecutionException, InterruptedException {
    for (Future<?> run : runs) {
      if (run.isDone()) {
        run.get();
      }
    }
  }

  /** Lets every writer finish what it has in hand; all that was written, as it must stand now. */
  List<Written> finish() throws ExecutionException, InterruptedException {
    goesOn = false;
    for (Future<?> run : runs) {
      run.get();
    }
    return writers.stream().flatMap(writer -> writer.written().stream()).toList();
  }

  @Override
  public void close() {
    goesOn = false;
    threads.shutdownNow();
  }
}

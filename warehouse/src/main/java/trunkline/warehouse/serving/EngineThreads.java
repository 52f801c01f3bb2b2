package trunkline.warehouse.serving;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Where long calls of the engine run. A call into native code holds the carrier of a virtual
 * thread: as many queries as there are cores, run where requests are served, would stop the whole
 * server, the request that cancels them too.
 */
final class EngineThreads implements AutoCloseable {
  private static final long OFTEN_MILLIS = 100;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("engine-", 1).factory());

  /** Runs a call and waits for it; does {@code meanwhile} now and then. */
  <T> T run(Callable<T> call, Runnable meanwhile) throws SQLException {
    Future<T> future = threads.submit(call);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get(OFTEN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          meanwhile.run();
        } catch (InterruptedException e) {
          interrupted = true; // the engine still works; it ends by itself or is cancelled
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    threads.close();
  }
}

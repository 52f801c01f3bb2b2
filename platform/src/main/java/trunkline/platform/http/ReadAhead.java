package trunkline.platform.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sends over one connection. While a request is answered nobody reads, so nobody
 * would notice that the caller has hung up; where it matters a second thread reads ahead meanwhile,
 * and what comes is kept for the next request. Go's net/http does the same. A caller that closes
 * only his sending half has hung up too: over HTTP/1.1 the two can't be told apart.
 */
final class ReadAhead implements Supplier<byte[]> {
  private final DataReader socket;
  private @Nullable FutureTask<Optional<byte[]>> ahead;
  private @Nullable Runnable hungUp;
  private boolean isGone;

  ReadAhead(DataReader socket) {
    this.socket = socket;
  }

  /**
   * Runs {@code action} once, on another thread, if the caller hangs up before the watch is closed.
   * The body of the request has been read by now.
   */
  synchronized Call.Watch watch(Runnable action) {
    hungUp = action;
    if (isGone) {
      hangUp();
    } else if (ahead == null) {
      ahead = new FutureTask<>(this::readAhead);
      Thread.ofVirtual().name("read-ahead").start(ahead);
    }
    return this::unwatch;
  }

  private synchronized void unwatch() {
    hungUp = null;
  }

  /** The next bytes; waits for them, on the connection's own thread. */
  @Override
  public byte[] get() {
    FutureTask<Optional<byte[]>> reading = reading();
    return reading == null ? next() : read(reading).orElseGet(this::next);
  }

  private synchronized @Nullable FutureTask<Optional<byte[]>> reading() {
    return ahead;
  }

  private Optional<byte[]> read(FutureTask<Optional<byte[]>> reading) {
    try {
      return reading.get();
    } catch (ExecutionException e) {
      throw (RuntimeException) e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("the server ends this connection", e);
    } finally {
      forget();
    }
  }

  private synchronized void forget() {
    ahead = null;
  }

  private byte[] next() {
    socket.ensureAvailable();
    return socket.readBytes(socket.available());
  }

  /** Nothing, when the socket's patience ends and nobody watches any more. */
  private Optional<byte[]> readAhead() {
    while (true) {
      try {
        return Optional.of(next());
      } catch (RuntimeException e) {
        if (!isTimeout(e)) {
          hangUp();
          throw e;
        }
        if (isUnwatched()) {
          return Optional.empty();
        }
      }
    }
  }

  private static boolean isTimeout(@Nullable Throwable e) {
    return e != null && (e instanceof SocketTimeoutException || isTimeout(e.getCause()));
  }

  private synchronized boolean isUnwatched() {
    if (hungUp == null) {
      ahead = null;
    }
    return hungUp == null;
  }

  private synchronized void hangUp() {
    isGone = true;
    if (hungUp != null) {
      hungUp.run();
    }
    hungUp = null;
  }
}

package trunkline.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/**
 * Sends requests over so many connections, each of which waits for its answer before it sends
 * again: what pgbench does. Speaks just enough HTTP/1.1 to cost little beside the server it
 * measures; it shares the machine with it.
 */
final class LoadGenerator {
  /** A page of a longer list is as good an answer as a whole one. */
  private static final int PARTIAL = 206;

  /** What came of a run. */
  record Result(double perSecond, Latencies latencies) {}

  private final int port;
  private final int connections;

  LoadGenerator(int port, int connections) {
    this.port = port;
    this.connections = connections;
  }

  /** {@code request} gives the n-th request as bytes; every answer must have {@code status}. */
  Result run(Duration time, int status, LongFunction<byte[]> request) throws InterruptedException {
    try (ExecutorService pool = Executors.newFixedThreadPool(connections)) {
      long begun = System.nanoTime();
      long end = begun + time.toNanos();
      List<Future<long[]>> parts = new ArrayList<>();
      for (int c = 0; c < connections; c++) {
        long first = c * 1_000_000_000L;
        parts.add(pool.submit(() -> connection(end, status, request, first)));
      }
      long[] all = new long[0];
      for (Future<long[]> part : parts) {
        long[] more = part.get();
        int length = all.length;
        all = Arrays.copyOf(all, length + more.length);
        System.arraycopy(more, 0, all, length, more.length);
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      return new Result(all.length / seconds, Latencies.of(all));
    } catch (ExecutionException e) {
      throw new IllegalStateException("the load failed: " + e.getMessage(), e);
    }
  }

  private long[] connection(long end, int status, LongFunction<byte[]> request, long first)
      throws IOException {
    long[] nanos = new long[1 << 16];
    int count = 0;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      for (long now = System.nanoTime(); now < end; ) {
        out.write(request.apply(first + count));
        int answered = answer(in);
        if (answered != status && answered != PARTIAL) {
          throw new IOException("expected " + status + ", the service answered " + answered);
        }
        long then = System.nanoTime();
        nanos = count == nanos.length ? Arrays.copyOf(nanos, count * 2) : nanos;
        nanos[count++] = then - now;
        now = then;
      }
    }
    return Arrays.copyOf(nanos, count);
  }

  /** Reads one answer to its end; its status. */
  private static int answer(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ")[1]);
    int length = 0;
    boolean chunked = false;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
      chunked |= header.regionMatches(true, 0, "transfer-encoding: chunked", 0, 26);
    }
    if (chunked) {
      for (int size = chunk(in); size > 0; size = chunk(in)) {
        in.skipNBytes(size + 2L);
      }
      line(in);
    } else {
      in.skipNBytes(length);
    }
    return status;
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in), 16);
  }

  private static String line(InputStream in) throws IOException {
    var text = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the service closed the connection");
      }
      if (c != '\r') {
        text.append((char) c);
      }
    }
    return text.toString();
  }

  /** A GET of {@code path} with a token. */
  static byte[] get(String path, String token) {
    return ("GET "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + token
            + "\r\n\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** A POST of JSON with a token. */
  static byte[] post(String path, String token, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + token
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(start, start.length + body.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }
}

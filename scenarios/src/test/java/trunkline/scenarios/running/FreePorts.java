package trunkline.scenarios.running;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports that nobody listens on. They lie below those that the system gives to outgoing connections:
 * a client that tries a dead port of that range can be given the same one as its own, is connected
 * to itself, and keeps the server from coming back. Of two test processes at once
 * (scenarios/pom.xml) each has ports of its own, since a free one is not taken at once.
 */
final class FreePorts {
  private static final int LOWEST = 18_000;
  private static final int OF_A_PROCESS = 7_000;
  private static final int FIRST =
      LOWEST + (Integer.getInteger("trunkline.fork", 1) - 1) % 2 * OF_A_PROCESS;

  private FreePorts() {}

  /** So many in a row: the services of a platform follow each other. */
  static List<Integer> find(int count) {
    while (true) {
      int first = ThreadLocalRandom.current().nextInt(FIRST, FIRST + OF_A_PROCESS - count);
      List<Integer> ports = IntStream.range(first, first + count).boxed().toList();
      if (ports.stream().allMatch(FreePorts::isFree)) {
        return ports;
      }
    }
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

package trunkline.scenarios.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A socket that a process listens on, as Linux tells it (proc(5): /proc/PID/fd, /proc/net/tcp).
 *
 * @param address as the kernel writes it, in hexadecimal
 */
record Listening(String address, int port) {
  private static final String STATE_LISTEN = "0A";

  private static final Set<String> LOOPBACK =
      Set.of(
          "0100007F", // 127.0.0.1
          "00000000000000000000000001000000", // ::1
          "0000000000000000FFFF00000100007F"); // ::ffff:127.0.0.1

  boolean isLoopback() {
    return LOOPBACK.contains(address);
  }

  static List<Listening> of(ProcessHandle process) {
    Set<String> sockets = socketsOf(process);
    List<Listening> found = new ArrayList<>();
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : lines(Path.of(table))) {
        String[] columns = line.strip().split("\\s+");
        if (columns[3].equals(STATE_LISTEN) && sockets.contains("socket:[" + columns[9] + "]")) {
          String[] local = columns[1].split(":");
          found.add(new Listening(local[0], Integer.parseInt(local[1], 16)));
        }
      }
    }
    return found;
  }

  /** Without the header; a kernel without IPv6 has no second table. */
  private static List<String> lines(Path table) {
    try {
      return Files.exists(table) ? Files.readAllLines(table).stream().skip(1).toList() : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> socketsOf(ProcessHandle process) {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc", "" + process.pid(), "fd"))) {
      return descriptors.map(Listening::target).collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty for one that was closed since. */
  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }
}

package trunkline.platform.telemetry;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A collector: takes OTLP over HTTP and keeps each body as it came. {@link Field} reads the
 * protobuf of opentelemetry-proto by field numbers, as far as the tests look.
 */
final class OtlpReceiver implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, List<byte[]>> bodies = new ConcurrentHashMap<>();

  OtlpReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          bodies
              .computeIfAbsent(
                  exchange.getRequestURI().getPath(), p -> new CopyOnWriteArrayList<>())
              .add(body);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Every field at the path of field numbers, in everything that was sent there. */
  List<Field> at(String path, int... numbers) {
    List<Field> fields = new ArrayList<>();
    for (byte[] body : bodies.getOrDefault(path, List.of())) {
      fields.addAll(new Field(0, 0, body).at(numbers));
    }
    return fields;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  /**
   * A protobuf field: its number, its value when it is a number, its bytes when it has a length.
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Field(int number, long value, byte[] bytes) {
    List<Field> at(int... numbers) {
      List<Field> found = List.of(this);
      for (int number : numbers) {
        found =
            found.stream()
                .flatMap(f -> f.parts().stream())
                .filter(f -> f.number() == number)
                .toList();
      }
      return found;
    }

    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    String hex() {
      return HexFormat.of().formatHex(bytes);
    }

    /** The value of an attribute (KeyValue: key 1, value 2; AnyValue: text 1, integer 3). */
    String attribute(int attributes, String key) {
      return at(attributes).stream()
          .filter(pair -> pair.at(1).getFirst().text().equals(key))
          .flatMap(pair -> pair.at(2).getFirst().parts().stream())
          .map(any -> any.number() == 3 ? Long.toString(any.value()) : any.text())
          .findFirst()
          .orElse("none");
    }

    private List<Field> parts() {
      var in = new Reader(bytes);
      List<Field> parts = new ArrayList<>();
      while (in.position < bytes.length) {
        parts.add(in.field());
      }
      return parts;
    }
  }

  private static final class Reader {
    private final byte[] bytes;
    private int position;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    Field field() {
      long tag = number();
      int field = (int) (tag >>> 3);
      return switch ((int) (tag & 7)) {
        case 0 -> new Field(field, number(), new byte[0]);
        case 1 -> new Field(field, 0, take(8));
        case 2 -> new Field(field, 0, take((int) number()));
        default -> new Field(field, 0, take(4));
      };
    }

    private byte[] take(int length) {
      position += length;
      return java.util.Arrays.copyOfRange(bytes, position - length, position);
    }

    private long number() {
      long number = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[position++];
        number |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return number;
        }
      }
    }
  }
}

package trunkline.platform.tmf.contract.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Bytes that are no HTTP request, or one that contradicts itself. */
final class Garbage {
  /** Nobody that speaks HTTP sent this: the connection may simply be closed. */
  static final String NOT_HTTP = "not HTTP";

  private static final String PATH = "/tmf-api/party/v4/individual";
  private static final String END = "Connection: close\r\n\r\n";

  private final Random random;
  private final String token;

  Garbage(Random random, String token) {
    this.random = random;
    this.token = token;
  }

  Request next() {
    int which = random.nextInt(12);
    String text =
        switch (which) {
          case 0 -> noise() + "\r\n\r\n";
          case 1 -> "GET " + PATH + "\r\n\r\n";
          case 2 -> "GET " + PATH + " HTTP/9.9\r\nHost: x\r\n" + END;
          case 3 -> "GET  HTTP/1.1\r\nHost: x\r\n" + END;
          case 4 -> "G\u0001T " + PATH + " HTTP/1.1\r\nHost: x\r\n" + END;
          case 5 -> post("Content-Length: -1");
          case 6 -> post("Content-Length: ten");
          case 7 -> post("Content-Length: 99999999999999999999");
          case 8 -> post("Transfer-Encoding: chunked") + "zz\r\nxx\r\n0\r\n\r\n";
          case 9 -> "GET " + PATH + " HTTP/1.1\r\nHost: x\r\nNoColon\r\n" + END;
          case 10 ->
              "GET "
                  + PATH
                  + " HTTP/1.1\r\nHost: x\r\nX-Long: "
                  + "y".repeat(40_000)
                  + "\r\n"
                  + END;
          default ->
              "GET " + PATH + "/" + (char) random.nextInt(32) + " HTTP/1.1\r\nHost: x\r\n" + END;
        };
    // a line break within the request line leaves no HTTP either
    boolean http =
        which >= 3 && text.indexOf('\n') == text.indexOf("\r\n") + 1 && !text.contains("/\r ");
    return new Request(http ? "garbage" : NOT_HTTP, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private String post(String header) {
    return "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n%s\r\n%s"
        .formatted(PATH, token, header, END);
  }

  private String noise() {
    byte[] bytes = new byte[1 + random.nextInt(200)];
    random.nextBytes(bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}

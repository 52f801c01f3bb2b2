package trunkline.platform.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends bytes as they are, right or wrong, where a proper client would correct or refuse them. */
public final class RawHttp {
  private static final int ANSWER_WITHIN_MILLIS = 20_000;

  private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d{1,9})");

  private RawHttp() {}

  /** A GET whose target goes out unchecked; one ISO 8859-1 character is one byte. */
  public static Answer get(String base, String token, String target, String... headerLines) {
    String more = headerLines.length == 0 ? "" : String.join("\r\n", headerLines) + "\r\n";
    String request =
        "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n%sConnection: close\r\n\r\n"
            .formatted(target, token, more);
    return exchange(base, request.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Status 0 means that the server closed the connection, or stayed silent, without an answer. */
  public static Answer exchange(String base, byte[] request) {
    URI server = URI.create(base);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      socket.setSoTimeout(ANSWER_WITHIN_MILLIS);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      return parse(received(socket.getInputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything that the server sends until it closes the connection. */
  public static String conversation(String base, String requests) {
    URI server = URI.create(base);
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
      socket.setSoTimeout(ANSWER_WITHIN_MILLIS);
      socket.getOutputStream().write(requests.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] received(InputStream in) throws IOException {
    var all = new ByteArrayOutputStream();
    byte[] piece = new byte[8192];
    try {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        all.write(piece, 0, n);
        if (isWhole(all)) {
          break;
        }
      }
    } catch (SocketException | SocketTimeoutException e) {
      // a reset after an early refusal, or silence: what came before it is the answer
      return all.toByteArray();
    }
    return all.toByteArray();
  }

  private static boolean isWhole(ByteArrayOutputStream all) {
    String text = all.toString(StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    Matcher length = LENGTH.matcher(text);
    return end > 0 && length.find() && text.length() - end - 4 >= Integer.parseInt(length.group(1));
  }

  private static Answer parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (!text.startsWith("HTTP/1.1 ") || end < 0) {
      return new Answer(0, HttpHeaders.of(Map.of(), (a, b) -> true), text);
    }
    Map<String, List<String>> headers = new TreeMap<>();
    for (String line : text.substring(0, end).split("\r\n")) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(line.substring(0, colon), List.of(line.substring(colon + 1).strip()));
      }
    }
    int status = Integer.parseInt(text.substring(9, 12));
    return new Answer(status, HttpHeaders.of(headers, (a, b) -> true), text.substring(end + 4));
  }
}

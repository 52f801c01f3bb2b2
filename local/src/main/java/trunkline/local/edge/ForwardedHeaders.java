package trunkline.local.edge;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.core5.http.ClassicHttpRequest;

/**
 * Which headers go on. Those of one connection stay behind (RFC 9110, section 7.6.1); what a client
 * says about its own way here is replaced by what the edge knows.
 */
final class ForwardedHeaders {
  private static final Set<String> OF_ONE_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");
  private static final Set<String> REPLACED =
      Set.of(
          "host",
          "content-length",
          "expect",
          "forwarded",
          "x-forwarded-host",
          "x-forwarded-proto",
          "x-forwarded-for");

  private ForwardedHeaders() {}

  static void copy(ServerRequest from, ClassicHttpRequest to) {
    Set<String> named = namedByConnection(from.headers().values(HeaderNames.CONNECTION).stream());
    for (Header header : from.headers()) {
      String name = header.headerName().lowerCase();
      if (staysBehind(name, named) || REPLACED.contains(name)) {
        continue;
      }
      for (String value : header.allValues()) {
        to.addHeader(header.name(), name.equals("authorization") ? bearer(value) : value);
      }
    }
    to.setHeader("X-Forwarded-Host", from.authority());
    to.setHeader("X-Forwarded-Proto", "http");
    to.setHeader("X-Forwarded-For", from.remotePeer().host());
    if (!to.containsHeader("traceparent")) {
      to.setHeader("traceparent", newTraceparent());
    }
  }

  static boolean staysBehind(String lowerCaseName, Set<String> namedByConnection) {
    return OF_ONE_CONNECTION.contains(lowerCaseName) || namedByConnection.contains(lowerCaseName);
  }

  /** {@code Connection: close, X-Mine} makes X-Mine a header of this connection too. */
  static Set<String> namedByConnection(Stream<String> values) {
    return values
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(name -> name.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * {@code Basic token:JWT} becomes {@code Bearer JWT}, so that a tool that takes nothing but a URL
   * ({@code http://token:JWT@127.0.0.1:8080/}) can call. Anything else goes on as it is.
   */
  static String bearer(String authorization) {
    if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return authorization;
    }
    return decoded(authorization.substring(6).strip())
        .filter(pair -> pair.startsWith("token:"))
        .map(pair -> pair.substring("token:".length()))
        .filter(ForwardedHeaders::looksLikeJwt)
        .map(token -> "Bearer " + token)
        .orElse(authorization);
  }

  private static Optional<String> decoded(String base64) {
    try {
      return Optional.of(
          new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean looksLikeJwt(String text) {
    return text.matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
  }

  /** W3C Trace Context: the trace of a call starts here when the client has none. */
  private static String newTraceparent() {
    var random = ThreadLocalRandom.current();
    var hex = HexFormat.of();
    return "00-"
        + hex.toHexDigits(random.nextLong())
        + hex.toHexDigits(random.nextLong() | 1)
        + "-"
        + hex.toHexDigits(random.nextLong() | 1)
        + "-01";
  }
}

package trunkline.local.edge;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import trunkline.platform.json.Json;

/** A service that says what has reached it; the last word of the path makes it behave otherwise. */
final class EchoService implements AutoCloseable {
  private final WebServer server;

  EchoService(int port) {
    server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(port)
            .shutdownHook(false)
            .maxPayloadSize(64L * 1024 * 1024)
            .addProtocol(
                Http1Config.builder().validatePrologue(false).maxPrologueLength(16 * 1024).build())
            .routing(
                routing ->
                    routing
                        .get("/health/ready", (req, res) -> res.send("ready"))
                        .any("/*", EchoService::answer))
            .build()
            .start();
  }

  int port() {
    return server.port();
  }

  private static void answer(ServerRequest request, ServerResponse response) throws Exception {
    String path = request.prologue().uriPath().rawPath();
    switch (path.substring(path.lastIndexOf('/') + 1)) {
      case "headers" -> headers(response);
      case "nothing" -> response.status(Status.NO_CONTENT_204).send();
      case "unchanged" -> response.status(Status.NOT_MODIFIED_304).header("ETag", "\"7\"").send();
      case "refused" -> response.status(Status.UNAUTHORIZED_401).send("no body was read");
      case "back" -> back(request, response);
      case "slow" -> {
        TimeUnit.SECONDS.sleep(3);
        response.send("late");
      }
      case "broken" -> {
        response.contentLength(1_000_000);
        try (var out = response.outputStream()) {
          out.write(new byte[100_000]);
          out.flush();
          throw new IOException("the service dies in the middle of its answer");
        }
      }
      default -> echo(request, response);
    }
  }

  private static void headers(ServerResponse response) {
    response
        .status(Status.CREATED_201)
        .header("Location", "http://127.0.0.1:8080/tmf-api/party/v4/individual/42")
        .header("Link", "<http://x/?a=1&offset=2>; rel=\"next\"")
        .header("ETag", "\"3\"")
        .header("X-Total-Count", "1000")
        .header("X-Two", "one", "two")
        .header("X-Mine", "of this connection")
        .header("Connection", "keep-alive, X-Mine")
        .send("made");
  }

  /** Sends the body back, in chunks of unknown length. */
  private static void back(ServerRequest request, ServerResponse response) throws IOException {
    byte[] body = request.content().as(byte[].class);
    try (OutputStream out = response.outputStream()) {
      out.write(body);
    }
  }

  private static void echo(ServerRequest request, ServerResponse response) throws Exception {
    var seen = Json.mapper().createObjectNode();
    seen.put("method", request.prologue().method().text());
    seen.put("path", request.prologue().uriPath().rawPath());
    seen.put("query", request.query().rawValue());
    var headers = seen.putObject("headers");
    for (Header header : request.headers()) {
      headers.put(header.name().toLowerCase(Locale.ROOT), String.join(", ", header.allValues()));
    }
    seen.put("sha256", request.content().hasEntity() ? sha256(request) : "");
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    response.send(Json.write(seen));
  }

  private static String sha256(ServerRequest request) throws IOException, NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    try (var in = new DigestInputStream(request.content().inputStream(), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() {
    server.stop();
  }
}

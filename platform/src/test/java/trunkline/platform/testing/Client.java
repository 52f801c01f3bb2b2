package trunkline.platform.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A client with a token. Paths and bodies go out exactly as they are given. */
public final class Client {
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /** Looks at every answer. */
  @FunctionalInterface
  interface Witness {
    void saw(String method, String pathAndQuery, Answer answer);
  }

  private final String base;
  private final String token;
  private final Witness witness;

  public Client(String base, String token) {
    this(base, token, (method, path, answer) -> {});
  }

  /** One whose every answer is held against a document. */
  public static Client checked(String base, String token, AnswerCheck answers) {
    return new Client(base, token, answers::check);
  }

  Client(String base, String token, Witness witness) {
    this.base = base;
    this.token = token;
    this.witness = witness;
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, null, headers);
  }

  public Answer post(String path, String json, String... headers) {
    return send("POST", path, json, with(headers, "Content-Type", "application/json"));
  }

  public Answer patch(String path, String contentType, String body, String... headers) {
    return send("PATCH", path, body, with(headers, "Content-Type", contentType));
  }

  public Answer merge(String path, String body, String... headers) {
    return patch(path, "application/merge-patch+json", body, headers);
  }

  public Answer delete(String path, String... headers) {
    return send("DELETE", path, null, headers);
  }

  /** Any request; {@code headers} are names and values in turn. */
  public Answer send(
      String method,
      String path,
      @org.jspecify.annotations.Nullable String body,
      String... headers) {
    var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      var answer = new Answer(response.statusCode(), response.headers(), response.body());
      witness.saw(method, path, answer);
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String[] with(String[] headers, String name, String value) {
    var all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = name;
    all[headers.length + 1] = value;
    return all;
  }
}

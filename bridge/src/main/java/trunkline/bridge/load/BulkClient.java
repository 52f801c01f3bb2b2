package trunkline.bridge.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trunkline.platform.json.Json;
import trunkline.platform.security.TokenSource;

/**
 * Speaks the bulk format of ARCHITECTURE.md. Every call may be repeated: the keys make a second one
 * answer with the ids of the first. An answer that does not match the lines sent, one by one, is
 * not believed.
 */
final class BulkClient {
  private static final int MOST_LINES = 1_000;
  private static final int MOST_BYTES = 16 * 1024 * 1024;
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final URI platform;
  private final TokenSource tokens;
  private final Retry retry;
  private final Duration timeout;

  BulkClient(URI platform, TokenSource tokens, Retry retry, Duration timeout) {
    this.platform = platform;
    this.tokens = tokens;
    this.retry = retry;
    this.timeout = timeout;
  }

  /** Sends the lines in as many calls as the limits need; one answer a line, in order. */
  List<BulkAnswer> send(String resource, List<BulkLine> lines) {
    List<BulkAnswer> answers = new ArrayList<>(lines.size());
    int sent = 0;
    while (sent < lines.size()) {
      ByteArrayOutputStream body = new ByteArrayOutputStream(512 * 1024);
      int next = sent;
      while (next < lines.size() && next - sent < MOST_LINES) {
        byte[] line = bytes(lines.get(next));
        if (next > sent && body.size() + line.length > MOST_BYTES) {
          break;
        }
        body.writeBytes(line);
        next++;
      }
      List<BulkLine> part = lines.subList(sent, next);
      answers.addAll(retry.call(tried -> post(resource, part, body.toByteArray(), tried)));
      sent = next;
    }
    return answers;
  }

  private List<BulkAnswer> post(String resource, List<BulkLine> lines, byte[] body, int tried) {
    String token = tokens.token();
    HttpRequest request =
        HttpRequest.newBuilder(uri(resource))
            .timeout(timeout)
            .header("Content-Type", "application/x-ndjson")
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      var response = http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      check(response, resource, token, tried);
      return answers(response.body(), lines, tried > 0);
    } catch (IOException e) {
      throw new Unreachable("the platform at " + platform + " gives no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformProblem("interrupted; what was acknowledged is safe", e);
    }
  }

  private void check(HttpResponse<String> response, String resource, String token, int tried) {
    int status = response.statusCode();
    if (status == 200) {
      return;
    }
    if (status == 429 || status >= 500) {
      throw new Unreachable(
          "the platform at " + platform + " answers " + status, null, retryAfter(response));
    }
    if (status == 401 && tried < 2) {
      tokens.refused(token);
      throw new Unreachable("the platform refuses the token", null);
    }
    throw new PlatformProblem(
        "the platform answers %d to %s: %s".formatted(status, uri(resource), hint(status)));
  }

  private static String hint(int status) {
    return switch (status) {
      case 401, 403 -> "the bridge's client needs the scope bulk:write for this tenant";
      case 404 -> "check the platform's address and the mapping's resource names";
      case 413 -> "choose a smaller --chunk";
      default -> "it does not take the bulk format; are both of the same version?";
    };
  }

  private static Optional<Duration> retryAfter(HttpResponse<String> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,4}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  private static List<BulkAnswer> answers(String body, List<BulkLine> lines, boolean repeated) {
    List<String> texts = body.lines().filter(line -> !line.isBlank()).toList();
    if (texts.size() != lines.size()) {
      throw new Unreachable(
          "the platform answered " + texts.size() + " lines to " + lines.size(), null);
    }
    List<BulkAnswer> answers = new ArrayList<>(lines.size());
    for (int i = 0; i < texts.size(); i++) {
      answers.add(answer(texts.get(i), lines.get(i).key(), repeated));
    }
    return answers;
  }

  private static BulkAnswer answer(String text, String key, boolean repeated) {
    JsonNode line = json(text);
    if (!line.path("key").asText().equals(key)) {
      throw new PlatformProblem("the platform's answers are not in the order of the lines");
    }
    int status = line.path("status").asInt();
    String id = line.path("id").asText();
    if ((status == 200 || status == 201) && !id.isBlank()) {
      return new BulkAnswer.Accepted(id, status == 200, repeated);
    }
    if (status >= 400 && status < 500) {
      JsonNode error = line.path("error");
      return new BulkAnswer.Refused(
          status, error.path("reason").asText("no reason given"), error.path("message").asText());
    }
    throw new PlatformProblem("the platform answered a line with the status " + status);
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (JsonProcessingException e) {
      // A cut-off answer: the call is repeated, and the keys keep that harmless.
      throw new Unreachable("the platform's answer breaks off", e);
    }
  }

  private static byte[] bytes(BulkLine line) {
    var object = JsonNodeFactory.instance.objectNode();
    object.put("key", line.key());
    object.set("resource", line.resource());
    return (Json.write(object) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private URI uri(String resource) {
    return URI.create(platform.toString().replaceAll("/$", "") + "/bulk/v1/" + resource);
  }
}

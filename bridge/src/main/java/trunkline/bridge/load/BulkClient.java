package trunkline.bridge.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import trunkline.client.ApiException;
import trunkline.client.bulk.BulkApi;
import trunkline.client.bulk.model.BulkAnswer;
import trunkline.client.bulk.model.BulkLine;
import trunkline.client.connection.BulkAnswers;
import trunkline.client.connection.Platform;
import trunkline.platform.json.Json;
import trunkline.platform.security.TokenSource;

/**
 * Speaks to the bulk door ({@code contracts/openapi/bulk.yaml}). Every call may be repeated: the
 * keys make a second one answer with the ids of the first. An answer that does not match the lines
 * sent, one by one, is not believed.
 */
final class BulkClient {
  private static final int MOST_LINES = 1_000;
  private static final int MOST_BYTES = 16 * 1024 * 1024;

  private final BulkApi bulk;
  private final URI platform;
  private final TokenSource tokens;
  private final Retry retry;

  BulkClient(URI platform, TokenSource tokens, Retry retry, Duration timeout) {
    this.bulk = new BulkApi(Platform.at(platform, timeout));
    this.platform = platform;
    this.tokens = tokens;
    this.retry = retry;
  }

  /** Sends the lines in as many calls as the limits need; one answer a line, in order. */
  List<Verdict> send(String resource, List<BulkLine> lines) {
    List<Verdict> verdicts = new ArrayList<>(lines.size());
    int sent = 0;
    while (sent < lines.size()) {
      var body = new StringBuilder(512 * 1024);
      long bytes = 0;
      int next = sent;
      while (next < lines.size() && next - sent < MOST_LINES) {
        String line = Json.write(lines.get(next)) + "\n";
        bytes += line.getBytes(StandardCharsets.UTF_8).length;
        if (next > sent && bytes > MOST_BYTES) {
          break;
        }
        body.append(line);
        next++;
      }
      List<BulkLine> part = lines.subList(sent, next);
      verdicts.addAll(retry.call(tried -> post(resource, part, body.toString(), tried)));
      sent = next;
    }
    return verdicts;
  }

  private List<Verdict> post(String resource, List<BulkLine> lines, String body, int tried) {
    String token = tokens.token();
    try {
      BulkAnswers answers = bulk.load(resource, body, Map.of("Authorization", "Bearer " + token));
      return verdicts(answers == null ? List.of() : answers.lines(), lines, tried > 0);
    } catch (ApiException e) {
      throw problem(e, resource, token, tried);
    }
  }

  /** What a call means that was not answered with 200; status 0 is no answer at all. */
  private RuntimeException problem(ApiException e, String resource, String token, int tried) {
    int status = e.getCode();
    if (status == 0) {
      return noAnswer(e);
    }
    if (status == 429 || status >= 500) {
      return new Unreachable(
          "the platform at " + platform + " answers " + status, null, retryAfter(e));
    }
    if (status == 401 && tried < 2) {
      tokens.refused(token);
      return new Unreachable("the platform refuses the token", null);
    }
    return new PlatformProblem(
        "the platform answers %d to %s: %s".formatted(status, address(resource), hint(status)));
  }

  private RuntimeException noAnswer(ApiException e) {
    return switch (e.getCause()) {
      case InterruptedException interrupted ->
          new PlatformProblem("interrupted; what was acknowledged is safe", interrupted);
      // A cut-off answer: the call is repeated, and the keys keep that harmless.
      case JsonProcessingException cut -> new Unreachable("the platform's answer breaks off", cut);
      case null, default -> new Unreachable("the platform at " + platform + " gives no answer", e);
    };
  }

  private static String hint(int status) {
    return switch (status) {
      case 401, 403 -> "the bridge's client needs the scope bulk:write for this tenant";
      case 404 -> "check the platform's address and the mapping's resource names";
      case 413 -> "choose a smaller --chunk";
      default -> "it does not take the bulk format; are both of the same version?";
    };
  }

  private static Optional<Duration> retryAfter(ApiException e) {
    return e.getResponseHeaders()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,4}"))
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  private static List<Verdict> verdicts(
      List<BulkAnswer> answers, List<BulkLine> lines, boolean repeated) {
    if (answers.size() != lines.size()) {
      throw new Unreachable(
          "the platform answered " + answers.size() + " lines to " + lines.size(), null);
    }
    List<Verdict> verdicts = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      verdicts.add(verdict(answers.get(i), lines.get(i).getKey(), repeated));
    }
    return verdicts;
  }

  private static Verdict verdict(BulkAnswer answer, String key, boolean repeated) {
    if (!key.equals(answer.getKey())) {
      throw new PlatformProblem("the platform's answers are not in the order of the lines");
    }
    int status = Objects.requireNonNullElse(answer.getStatus(), 0);
    String id = Objects.requireNonNullElse(answer.getId(), "");
    if ((status == 200 || status == 201) && !id.isBlank()) {
      return new Verdict.Accepted(id, status == 200, repeated);
    }
    if (status >= 400 && status < 500) {
      return Verdict.Refused.of(status, answer.getError());
    }
    throw new PlatformProblem("the platform answered a line with the status " + status);
  }

  private String address(String resource) {
    return platform.toString().replaceAll("/$", "") + "/bulk/v1/" + resource;
  }
}

package trunkline.local.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import trunkline.local.LocalFailure;
import trunkline.platform.json.Json;

/** Asks the running provider for a token, as a client of it. */
public record TokenCall(int port, Path folder) {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * @return the token alone
   * @throws LocalFailure when the provider is not there or refuses; the message says what to do
   */
  public String token(String client, String tenant) {
    String secret =
        IdentityProvider.secrets(folder)
            .find(client)
            .orElseThrow(
                () ->
                    new LocalFailure(
                        Clients.names().contains(client)
                            ? "nothing has run here yet; start it first: ./trunkline up"
                            : "no role '" + client + "'; there are: " + Clients.names()));
    var form =
        Map.of(
            "grant_type", "client_credentials",
            "client_id", client,
            "client_secret", secret,
            "tenant", tenant);
    JsonNode answer = Json.parse(post(form));
    if (!answer.has("access_token")) {
      throw new LocalFailure(
          "no token: " + answer.path("error_description").asText(answer.path("error").asText()));
    }
    return answer.path("access_token").asText();
  }

  private String post(Map<String, String> form) {
    var request =
        HttpRequest.newBuilder(URI.create(IdentityProvider.issuer(port) + "/token"))
            .timeout(LIMIT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(form)))
            .build();
    try (var http = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (ConnectException e) {
      throw new LocalFailure(
          "nothing answers on port " + port + "; start the platform first: ./trunkline up", e);
    } catch (IOException e) {
      throw new LocalFailure("the identity provider does not answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalFailure("interrupted", e);
    }
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}

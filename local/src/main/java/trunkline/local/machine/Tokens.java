package trunkline.local.machine;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import trunkline.platform.json.Json;

/** Asks the development identity provider for a token, as a client with its secret. */
public final class Tokens {
  private final MachineConfig config;

  public Tokens(MachineConfig config) {
    this.config = config;
  }

  /** A token of a role for a tenant. */
  public String token(String role, String tenant) throws IOException, InterruptedException {
    String form =
        "grant_type=client_credentials&client_id="
            + encoded(role)
            + "&client_secret="
            + encoded(config.clientSecret(role))
            + "&tenant="
            + encoded(tenant);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(config.issuer() + "/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      JsonNode answer = Json.parse(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
      if (!answer.hasNonNull("access_token")) {
        throw new IllegalArgumentException(
            "the identity provider refuses: "
                + answer.path("error_description").asText(answer.path("error").asText()));
      }
      return answer.path("access_token").asText();
    } catch (ConnectException e) {
      throw new IllegalStateException("Trunkline does not run; start it with ./trunkline up", e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

package trunkline.platform.security;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import trunkline.platform.json.Json;

/**
 * Tokens by OAuth 2.0 client credentials (RFC 6749 section 4.4). A token is replaced when a tenth
 * of its life, at least five seconds, is left, so none expires on its way.
 */
public final class ClientCredentials implements TokenSource {
  private static final Duration LEAST_LEFT = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI endpoint;
  private final String form;
  private final InstantSource clock;
  private @Nullable Token current;

  private record Token(String text, Instant replaceAt) {}

  /**
   * Asks the issuer's token endpoint for a tenant's tokens; nothing is sent before the first is
   * needed. An empty {@code tenant} leaves the choice to the issuer.
   */
  public ClientCredentials(
      URI endpoint, String clientId, String clientSecret, String tenant, InstantSource clock) {
    this.endpoint = endpoint;
    this.form =
        "grant_type=client_credentials&client_id="
            + encode(clientId)
            + "&client_secret="
            + encode(clientSecret)
            + (tenant.isEmpty() ? "" : "&tenant=" + encode(tenant));
    this.clock = clock;
  }

  @Override
  public synchronized String token() {
    Token token = current;
    if (token == null || !clock.instant().isBefore(token.replaceAt())) {
      token = fetch();
      current = token;
    }
    return token.text();
  }

  @Override
  public synchronized void refused(String token) {
    if (current != null && current.text().equals(token)) {
      current = null;
    }
  }

  private Token fetch() {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    Instant asked = clock.instant();
    try {
      return read(http.send(request, HttpResponse.BodyHandlers.ofString()), asked);
    } catch (JsonProcessingException e) {
      throw TokenUnavailable.forGood(endpoint + " answered with something that is no JSON", e);
    } catch (IOException e) {
      throw TokenUnavailable.forNow(
          "the identity provider at " + endpoint + " cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TokenUnavailable.forGood("interrupted while waiting for a token", e);
    }
  }

  private Token read(HttpResponse<String> response, Instant asked) throws JsonProcessingException {
    if (response.statusCode() >= 500) {
      throw TokenUnavailable.forNow(endpoint + " answered " + response.statusCode(), null);
    }
    if (response.statusCode() != 200) {
      throw TokenUnavailable.forGood(
          "%s answered %d: check the client id and secret"
              .formatted(endpoint, response.statusCode()),
          null);
    }
    JsonNode answer = Json.mapper().readTree(response.body());
    Duration life = Duration.ofSeconds(answer.path("expires_in").asLong(60));
    Duration left = life.dividedBy(10).compareTo(LEAST_LEFT) > 0 ? life.dividedBy(10) : LEAST_LEFT;
    String text = answer.path("access_token").asText();
    if (text.isEmpty()) {
      throw TokenUnavailable.forGood(endpoint + " answered without an access_token", null);
    }
    return new Token(text, asked.plus(life).minus(left));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

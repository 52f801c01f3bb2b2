package trunkline.consent.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import trunkline.platform.feed.Peers;
import trunkline.platform.json.Json;
import trunkline.platform.privacy.PrivacyApi;
import trunkline.platform.security.TokenSource;
import trunkline.platform.security.TokenUnavailable;

/** The privacy doors of every service, this one's among them. Safe to use from any thread. */
final class PrivacyPeers implements AutoCloseable {
  /** A door answers within seconds; an export is as long as it is. */
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Peers peers;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  PrivacyPeers(Peers peers) {
    this.peers = peers;
  }

  /** What a service answers at one of its doors. */
  JsonNode ask(String tenant, String service, String door, ObjectNode body)
      throws InterruptedException {
    try (InputStream in = send(tenant, service, door, body)) {
      return Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new PeerTrouble(service + " broke off its answer");
    }
  }

  /** All that a service holds on a person. */
  List<ArchiveFile> export(String tenant, String service, ObjectNode body)
      throws InterruptedException {
    try (InputStream in = send(tenant, service, "export", body)) {
      return ServiceExport.read(service, in);
    } catch (IOException e) {
      throw new PeerTrouble(service + " broke off its answer");
    }
  }

  private InputStream send(String tenant, String service, String door, ObjectNode body)
      throws InterruptedException {
    TokenSource tokens = peers.tokens(tenant);
    try {
      String token = tokens.token();
      HttpRequest request =
          HttpRequest.newBuilder(peers.uri(PrivacyApi.path(service, door)))
              .timeout(TIMEOUT)
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
              .build();
      HttpResponse<InputStream> answer =
          http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      if (answer.statusCode() == 401) {
        tokens.refused(token);
      }
      if (answer.statusCode() != 200) {
        throw trouble(service, answer);
      }
      return answer.body();
    } catch (IOException e) {
      throw new PeerTrouble(service + " cannot be reached");
    } catch (TokenUnavailable e) {
      throw new PeerTrouble("no access token can be had for " + service);
    }
  }

  private static PeerTrouble trouble(String service, HttpResponse<InputStream> answer)
      throws IOException {
    try (InputStream in = answer.body()) {
      String text = new String(in.readNBytes(64 * 1024), StandardCharsets.UTF_8);
      JsonNode body = Json.mapper().readTree(text);
      return new PeerTrouble(
          "%s answered %d: %s"
              .formatted(service, answer.statusCode(), body.path("message").asText()));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      return new PeerTrouble(service + " answered " + answer.statusCode());
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}

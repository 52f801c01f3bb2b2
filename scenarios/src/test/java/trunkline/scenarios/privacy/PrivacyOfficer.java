package trunkline.scenarios.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Client;
import trunkline.platform.testing.Expect;
import trunkline.scenarios.running.Eventually;
import trunkline.scenarios.running.Platform;

/** Asks for exports and erasures, and takes what comes of them. */
final class PrivacyOfficer {
  private static final String REQUESTS = "/consent/v1/privacyRequest";
  private static final Duration LONG = Duration.ofMinutes(2);

  private final Platform platform;
  private final Client client;

  PrivacyOfficer(Platform platform) {
    this.platform = platform;
    this.client = platform.client("privacy-officer");
  }

  String ask(String kind, Person person) {
    String body =
        "{\"kind\":\"%s\",\"party\":\"%s\",\"reason\":\"by letter\"}".formatted(kind, person.id());
    return Expect.status(202, client.post(REQUESTS, body)).id();
  }

  JsonNode await(String request, String status) throws Exception {
    Eventually.within(
        LONG, () -> assertEquals(status, get(request).path("status").asText(), "" + get(request)));
    return get(request);
  }

  private JsonNode get(String request) {
    return Expect.status(200, client.get(REQUESTS + "/" + request)).json();
  }

  void fetchArchive(String request, Path file) throws Exception {
    URI address = URI.create(platform.config().edgeUrl() + REQUESTS + "/" + request + "/archive");
    HttpRequest get =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + platform.token("privacy-officer"))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertEquals(200, http.send(get, BodyHandlers.ofFile(file)).statusCode());
    }
  }

  /** The text of each file of an archive by its path. */
  static Map<String, String> files(Path archive) throws IOException {
    var files = new TreeMap<String, String>();
    try (var zip = new ZipFile(archive.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        files.put(entry.getName(), new String(bytes, StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  /** What a receipt says, once its signature is checked with the keys that anybody can fetch. */
  JsonNode receipt(String request) throws Exception {
    String text = Expect.status(200, client.get(REQUESTS + "/" + request + "/receipt")).text();
    Client anybody = new Client(platform.config().edgeUrl(), "");
    JWKSet keys = JWKSet.parse(Expect.status(200, anybody.get("/consent/v1/receiptKey")).text());
    JWSObject signed = JWSObject.parse(text);
    var key = keys.getKeyByKeyId(signed.getHeader().getKeyID()).toECKey();
    assertTrue(signed.verify(new ECDSAVerifier(key)), "the signature does not hold");
    return Json.parse(signed.getPayload().toString());
  }
}

package trunkline.consent.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import trunkline.platform.json.Json;
import trunkline.platform.testing.Issuer;

/** Fetches an archive and reads it. */
final class Archives {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Archives() {}

  /** Each file's text by its path, the manifest apart from nothing: all that is in it. */
  static Map<String, String> fetch(String base, String request) throws Exception {
    String token = Issuer.shared().token(PersonalWorld.TENANT, "privacy:write");
    URI address = URI.create(base + PersonalWorld.REQUESTS + "/" + request + "/archive");
    HttpResponse<byte[]> answer =
        HTTP.send(
            HttpRequest.newBuilder(address).header("Authorization", "Bearer " + token).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertEquals(200, answer.statusCode());
    assertEquals("application/zip", answer.headers().firstValue("Content-Type").orElse(""));
    return unzip(answer.body());
  }

  private static Map<String, String> unzip(byte[] bytes) throws IOException {
    var files = new TreeMap<String, String>();
    try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return files;
  }

  /** Holds each file against what the manifest says of it. */
  static JsonNode checkedManifest(Map<String, String> files) throws Exception {
    JsonNode manifest = Json.parse(files.getOrDefault("manifest.json", "{}"));
    assertEquals(files.size() - 1, manifest.path("files").size());
    for (JsonNode file : manifest.path("files")) {
      String text = files.getOrDefault(file.path("file").asText(), "");
      assertEquals(text.lines().count(), file.path("lines").asLong(), file.toString());
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      assertEquals(HexFormat.of().formatHex(digest), file.path("sha256").asText());
    }
    return manifest;
  }
}

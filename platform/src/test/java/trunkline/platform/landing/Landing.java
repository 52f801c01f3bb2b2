package trunkline.platform.landing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import trunkline.platform.json.Json;

/** What the warehouse would read, held against ARCHITECTURE.md, "Landing". */
public final class Landing {
  private Landing() {}

  /** The manifests in the order of their names. */
  public static List<JsonNode> manifests(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      var manifests = new ArrayList<JsonNode>();
      for (Path file :
          files.filter(f -> f.toString().endsWith(".manifest.json")).sorted().toList()) {
        manifests.add(Json.parse(Files.readString(file)));
      }
      return manifests;
    }
  }

  /**
   * Every event line of every batch, in order, after it has been checked that each batch begins
   * where the one before ends and holds what its manifest says.
   */
  public static List<JsonNode> read(Path folder) throws IOException {
    var lines = new ArrayList<JsonNode>();
    JsonNode end = Json.parse("{\"tx\":0,\"seq\":0}");
    for (JsonNode manifest : manifests(folder)) {
      assertEquals(end, manifest.path("from"), "a gap before " + manifest);
      end = manifest.path("to");
      Path data = folder.resolve(manifest.path("file").asText());
      assertEquals(manifest.path("bytes").asLong(), Files.size(data));
      assertEquals(manifest.path("sha256").asText(), sha256(data));
      List<JsonNode> batch = batch(data);
      assertEquals(manifest.path("events").asInt(), batch.size());
      assertEquals(end.path("seq"), batch.getLast().path("seq"));
      lines.addAll(batch);
    }
    return lines;
  }

  private static List<JsonNode> batch(Path data) throws IOException {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(data)), StandardCharsets.UTF_8))) {
      return in.lines().map(Json::parse).toList();
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

package trunkline.warehouse.landing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import trunkline.platform.json.Json;
import trunkline.warehouse.refusal.Refusal;

/** What a batch says of itself: its place in the log and how to know that it is whole. */
record Manifest(
    String service,
    String file,
    long events,
    Position from,
    Position to,
    long bytes,
    String sha256) {
  private static final String FORMAT = "trunkline.landing/1";

  /** Of a file's content; {@code path} is for people. */
  static Manifest read(String path, byte[] content) {
    try {
      JsonNode json = Json.mapper().readTree(content);
      String format = json.path("format").asText();
      if (!format.equals(FORMAT)) {
        throw Refusal.manifestInvalid(
            path, "has format '" + format + "'; this version reads " + FORMAT + " only");
      }
      return of(json);
    } catch (IOException | IllegalArgumentException e) {
      throw Refusal.manifestInvalid(path, "can't be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static Manifest of(JsonNode json) {
    return new Manifest(
        json.required("service").asText(),
        json.required("file").asText(),
        json.required("events").longValue(),
        position(json.required("from")),
        position(json.required("to")),
        json.required("bytes").longValue(),
        json.required("sha256").asText());
  }

  private static Position position(JsonNode json) {
    return new Position(json.required("tx").longValue(), json.required("seq").longValue());
  }
}

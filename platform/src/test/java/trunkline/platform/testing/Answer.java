package trunkline.platform.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import trunkline.platform.json.Json;

/** What a service answered. */
public record Answer(int status, HttpHeaders headers, String text) {
  public JsonNode json() {
    return Json.parse(text);
  }

  /** A header's value, empty when it is absent. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  public String id() {
    return json().path("id").asText();
  }
}

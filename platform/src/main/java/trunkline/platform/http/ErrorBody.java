package trunkline.platform.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.Refusal;

/**
 * A refusal as TMF630 writes it: {@code code} and {@code reason} always, {@code message} and {@code
 * status} too.
 */
public final class ErrorBody {
  private ErrorBody() {}

  public static ObjectNode node(Refusal refusal) {
    return Json.mapper()
        .createObjectNode()
        .put("code", refusal.code())
        .put("reason", refusal.reason())
        .put("message", refusal.message())
        .put("status", Integer.toString(refusal.status()))
        .put("@type", "Error");
  }

  public static byte[] bytes(Refusal refusal) {
    return Json.write(node(refusal)).getBytes(StandardCharsets.UTF_8);
  }
}

package trunkline.platform.tmf;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import trunkline.platform.json.Json;

/**
 * Gives a tenant the resources that its type begins with, when it is first asked for any. Each has
 * an idempotency key, so several processes make one of it, and one that a tenant has deleted or
 * changed stays so. Safe to use from any thread.
 */
final class Seeds {
  private final String keys;
  private final List<String> bodies;
  private final KeyStore known;
  private final Set<String> sown = ConcurrentHashMap.newKeySet();

  Seeds(ResourceType type, KeyStore known) {
    this.keys = "seed/" + type.name() + "/";
    this.bodies = type.seeds();
    this.known = known;
  }

  /** {@code create} stores a body under a key. */
  void sow(String tenant, BiConsumer<JsonNode, IdempotencyKey> create) {
    if (bodies.isEmpty() || sown.contains(tenant)) {
      return;
    }
    for (int i = 0; i < bodies.size(); i++) {
      String body = bodies.get(i);
      IdempotencyKey key = IdempotencyKey.of(keys + i, body.getBytes(StandardCharsets.UTF_8));
      if (known.find(tenant, key.text()).isEmpty()) {
        create.accept(Json.parse(body), key);
      }
    }
    sown.add(tenant);
  }
}

package trunkline.bridge.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import trunkline.platform.json.Json;

/**
 * The tenant that a token is for. The platform puts every resource under it, whatever the mapping
 * says, so the two must agree. The signature is the platform's affair.
 */
final class TokenTenant {
  private TokenTenant() {}

  static void check(String token, String expected) {
    Optional<String> tenant = find(token);
    if (tenant.isPresent() && !tenant.get().equals(expected)) {
      throw new PlatformProblem(
          "the token is for tenant %s, the mapping for tenant %s; use the client of the right tenant, or --tenant"
              .formatted(tenant.get(), expected));
    }
  }

  /** Empty for a token that is no JWT or names no tenant. */
  private static Optional<String> find(String token) {
    String[] parts = token.split("\\.");
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
      String tenant =
          Json.mapper()
              .readTree(new String(payload, StandardCharsets.UTF_8))
              .path("tenant")
              .asText("");
      return Optional.of(tenant).filter(t -> !t.isEmpty());
    } catch (IllegalArgumentException | JsonProcessingException _) {
      return Optional.empty();
    }
  }
}

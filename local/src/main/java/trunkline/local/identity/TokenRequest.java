package trunkline.local.identity;

import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What a client sends: who it is, by HTTP Basic or in the form (RFC 6749, section 2.3.1), and what
 * it wants.
 */
record TokenRequest(
    String grantType,
    String clientId,
    String clientSecret,
    Optional<String> scope,
    Optional<String> tenant) {

  static TokenRequest read(ServerRequest request) {
    Parameters form = request.content().as(Parameters.class);
    String[] basic =
        request.headers().first(HeaderNames.AUTHORIZATION).map(TokenRequest::basic).orElse(null);
    return new TokenRequest(
        form.first("grant_type").orElse(""),
        basic == null ? form.first("client_id").orElse("") : basic[0],
        basic == null ? form.first("client_secret").orElse("") : basic[1],
        form.first("scope").asOptional().filter(scope -> !scope.isBlank()),
        form.first("tenant").asOptional().filter(tenant -> !tenant.isBlank()));
  }

  private static String[] basic(String authorization) {
    if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      throw TokenRefused.invalidClient();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(authorization.substring(6).strip());
      String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      if (pair.length == 2) {
        return new String[] {urlDecoded(pair[0]), urlDecoded(pair[1])};
      }
    } catch (IllegalArgumentException e) {
      // Not Base64, or not form-encoded inside: the answer below says it.
    }
    throw TokenRefused.invalidClient();
  }

  private static String urlDecoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The secret stays out of every text. */
  @Override
  public String toString() {
    return "TokenRequest[" + clientId + "]";
  }
}

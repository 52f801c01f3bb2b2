package trunkline.platform.http;

import io.helidon.http.Method;
import java.util.Optional;
import trunkline.platform.security.Scope;

/**
 * One thing that a service can be asked.
 *
 * @param path fixed, or with one parameter as its last segment or the one before: {@code
 *     /tmf-api/party/v4/individual/{id}}; or with two, {@code /namespaces/{id}/tables/{name}}
 * @param scope what the token must allow; empty for what anybody may ask, such as health
 * @param description what its OpenAPI operation says of it; empty for the platform's own routes,
 *     which {@code operations.yaml} describes
 */
public record Route(
    Method method,
    String path,
    Optional<Scope> scope,
    Handler handler,
    Optional<Description> description) {

  /** Answers a call by exactly one {@code reply}; a refusal is thrown. */
  @FunctionalInterface
  public interface Handler {
    void handle(Call call) throws Exception;
  }

  /** A body sent to such a route has no meaning. */
  boolean takesNoBody() {
    return !method.equals(Method.POST) && !method.equals(Method.PATCH);
  }

  public static Route of(Method method, String path, Scope scope, Handler handler) {
    return new Route(method, path, Optional.of(scope), handler, Optional.empty());
  }

  public static Route open(Method method, String path, Handler handler) {
    return new Route(method, path, Optional.empty(), handler, Optional.empty());
  }

  /** The same route, told of in the service's OpenAPI document. */
  public Route described(Description words) {
    return new Route(method, path, scope, handler, Optional.of(words));
  }
}

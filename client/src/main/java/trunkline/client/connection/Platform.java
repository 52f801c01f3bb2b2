package trunkline.client.connection;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.function.Supplier;
import trunkline.client.ApiClient;

/**
 * The platform, as the generated clients reach it: {@code new CustomerApi(Platform.at(edge,
 * tokens::token, Duration.ofSeconds(10)))}.
 */
public final class Platform {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private Platform() {}

  /**
   * Calls without a token of their own; the caller gives it with each call, as a header.
   *
   * @param base the edge, or one service
   * @param timeout of one call
   */
  public static ApiClient at(URI base, Duration timeout) {
    var client =
        new ApiClient(
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1),
            ApiClient.createDefaultObjectMapper(),
            base.toString().replaceAll("/$", ""));
    client.setConnectTimeout(CONNECT);
    client.setReadTimeout(timeout);
    client.setRequestInterceptor(Conditions::unfold);
    return client;
  }

  /** Calls with a token, which is asked for anew each time. */
  public static ApiClient at(URI base, Supplier<String> token, Duration timeout) {
    ApiClient client = at(base, timeout);
    client.setRequestInterceptor(
        request -> {
          Conditions.unfold(request);
          authorize(request, token.get());
        });
    return client;
  }

  private static void authorize(HttpRequest.Builder request, String token) {
    request.setHeader("Authorization", "Bearer " + token);
  }
}

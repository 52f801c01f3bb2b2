package trunkline.platform.http;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;

/**
 * Closes the connection of a request that asks for it. Helidon up to 4.5.3 announces the end and
 * then waits for the next request (helidon issue 12324), while the client waits for the end. Drop
 * this with a version that closes.
 */
public final class ClosingFilter implements Filter {
  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    boolean last = request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    chain.proceed();
    if (last && response.isSent()) {
      throw new CloseConnectionException("the client asked for it");
    }
  }
}

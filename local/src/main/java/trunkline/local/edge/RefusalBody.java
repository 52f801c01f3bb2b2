package trunkline.local.edge;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import trunkline.platform.http.ErrorBody;
import trunkline.platform.refusal.Refusal;

/** Writes a refusal as TMF630's error body, also where Helidon refuses before routing. */
final class RefusalBody {
  private RefusalBody() {}

  /** HEAD gets the status and headers alone: Helidon would send the body after them. */
  static void send(ServerRequest request, ServerResponse response, Refusal refusal) {
    response.status(refusal.status());
    response.header(HeaderNames.CONTENT_TYPE, "application/json");
    refusal.headers().forEach(response::header);
    if (request.prologue().method().equals(Method.HEAD)) {
      response.send();
    } else {
      response.send(ErrorBody.bytes(refusal));
    }
  }

  /** Malformed requests, which never reach a route. */
  static DirectHandlers beforeRouting(long maxBodyBytes) {
    DirectHandler handler =
        (request, type, status, headers, message) ->
            direct(refusal(type, status, maxBodyBytes), headers);
    var handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(type, handler);
    }
    return handlers.build();
  }

  private static Refusal refusal(DirectHandler.EventType type, Status status, long maxBodyBytes) {
    if (type == DirectHandler.EventType.PAYLOAD_TOO_LARGE
        || status.code() == Status.REQUEST_ENTITY_TOO_LARGE_413.code()) {
      return EdgeRefusals.bodyTooLarge(maxBodyBytes);
    }
    // Helidon's own message may quote the request, which may hold personal data.
    return EdgeRefusals.invalidHttp(status.code(), status.reasonPhrase());
  }

  private static DirectHandler.TransportResponse direct(
      Refusal refusal, ServerResponseHeaders headers) {
    headers.set(HeaderNames.CONTENT_TYPE, "application/json");
    return DirectHandler.TransportResponse.builder()
        .status(Status.create(refusal.status()))
        .headers(headers)
        .keepAlive(false) // what is left of the request would be read as the next one
        .entity(ErrorBody.bytes(refusal))
        .build();
  }
}

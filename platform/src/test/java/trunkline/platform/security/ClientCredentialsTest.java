package trunkline.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A token is fetched once, replaced before it expires, and at once when the platform refuses it.
 */
class ClientCredentialsTest {
  private final AtomicInteger fetched = new AtomicInteger();
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-31T10:00:00Z"));
  private final AtomicReference<Status> status = new AtomicReference<>(Status.OK_200);
  private final WebServer server =
      WebServer.builder()
          .address(InetAddress.getLoopbackAddress())
          .port(0)
          .routing(HttpRouting.builder().post("/token", this::answer))
          .build()
          .start();
  private final ClientCredentials tokens =
      new ClientCredentials(
          URI.create("http://127.0.0.1:" + server.port() + "/token"),
          "bridge",
          "a&b",
          "acme",
          now::get);

  private void answer(ServerRequest request, ServerResponse response) {
    String form = request.content().as(String.class);
    assertTrue(form.contains("client_secret=a%26b"), form);
    response
        .status(status.get())
        .send("{\"access_token\":\"t%d\",\"expires_in\":100}".formatted(fetched.incrementAndGet()));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void goodToken_fetchedOnce() {
    assertEquals("t1", tokens.token());
    now.updateAndGet(t -> t.plusSeconds(89));
    assertEquals("t1", tokens.token());
  }

  @Test
  void tokenNearItsEnd_replaced() {
    tokens.token();
    now.updateAndGet(t -> t.plusSeconds(90));
    assertEquals("t2", tokens.token());
  }

  @Test
  void refusedToken_replacedAtOnce() {
    tokens.refused(tokens.token());
    assertEquals("t2", tokens.token());
    tokens.refused("t1");
    assertEquals("t2", tokens.token());
  }

  @Test
  void wrongSecret_noRetryHelps() {
    status.set(Status.UNAUTHORIZED_401);
    TokenUnavailable problem = assertThrows(TokenUnavailable.class, () -> tokens.token());
    assertTrue(String.valueOf(problem.getMessage()).contains("check the client id and secret"));
    assertFalse(problem.isTemporary());
  }

  @Test
  void providerDown_worthAnotherTry() {
    status.set(Status.SERVICE_UNAVAILABLE_503);
    TokenUnavailable problem = assertThrows(TokenUnavailable.class, () -> tokens.token());
    assertTrue(problem.isTemporary());
  }
}

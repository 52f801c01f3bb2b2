package trunkline.platform.tmf.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import trunkline.platform.json.Json;

/** One attempt: where it goes, how long it takes. */
class SenderTest {
  private static final HubConfig CONFIG =
      new HubConfig(
          false,
          Duration.ofSeconds(1),
          Duration.ofHours(1),
          5,
          "the signing key of a sender under test");
  private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
  private static final ObjectNode NEWS =
      Json.mapper().createObjectNode().put("eventId", "1").put("eventType", "NoteCreateEvent");

  private final Subscriber subscriber = Subscriber.start();

  @AfterEach
  void close() {
    subscriber.close();
  }

  @Test
  void privateAddress_isNotConnectedTo() throws InterruptedException {
    String port = ":" + subscriber.port();
    try (var sender = new Sender(CONFIG, CLOCK)) {
      for (String host : new String[] {"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]"}) {
        assertEquals(Attempt.UNANSWERED, send(sender, "http://" + host + port), host);
      }
    }
    assertEquals(0, subscriber.requests().size());
  }

  @Test
  void nameThatTurnsPrivateAfterTheCheck_isNotConnectedTo() throws Exception {
    var asked = new AtomicInteger();
    DnsResolver rebinding =
        answers(() -> new String[] {asked.incrementAndGet() == 1 ? "192.88.98.1" : "127.0.0.1"});
    var checked = new PublicOnly(rebinding);
    assertTrue(PublicAddresses.contain(checked.resolve("rebinding.example")[0]));
    try (var sender = new Sender(CONFIG, CLOCK, checked)) {
      assertEquals(
          Attempt.UNANSWERED, send(sender, "http://rebinding.example:" + subscriber.port()));
    }
    assertEquals(2, asked.get(), "it was looked up again to connect, and checked again");
    assertEquals(0, subscriber.requests().size());
  }

  @Test
  void nameWithOnePrivateAddressAmongOthers_isNotConnectedTo() throws Exception {
    DnsResolver mixed = answers(() -> new String[] {"127.0.0.1", "1.1.1.1"});
    try (var sender = new Sender(CONFIG, CLOCK, new PublicOnly(mixed))) {
      assertEquals(Attempt.UNANSWERED, send(sender, "http://mixed.example:" + subscriber.port()));
    }
    assertEquals(0, subscriber.requests().size());
  }

  /** The counterpart of the tests above: the same name and resolver, unchecked, do arrive. */
  @Test
  void nameIsConnectedToWhereTheResolverSays() throws Exception {
    DnsResolver here = answers(() -> new String[] {"127.0.0.1"});
    try (var sender = new Sender(CONFIG, CLOCK, here)) {
      assertEquals(
          new Attempt(201), send(sender, "http://anything.example:" + subscriber.port() + "/x"));
    }
    assertEquals("/x/listener/noteCreateEvent", subscriber.requests().getFirst().target());
  }

  @Test
  void subscriberThatDripsItsAnswer_isCutOffInTime() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var sender = new Sender(CONFIG, CLOCK, SystemDefaultDnsResolver.INSTANCE)) {
      Thread.startVirtualThread(() -> drip(socket));
      long began = System.nanoTime();
      assertEquals(Attempt.UNANSWERED, send(sender, "http://127.0.0.1:" + socket.getLocalPort()));
      assertTrue(System.nanoTime() - began < Duration.ofSeconds(5).toNanos());
    }
  }

  /** A byte now and then keeps every timeout between two bytes from ending. */
  private static void drip(ServerSocket server) {
    try (Socket socket = server.accept()) {
      for (byte b : "HTTP/1.1 200 OK\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII)) {
        socket.getOutputStream().write(b);
        socket.getOutputStream().flush();
        Thread.sleep(200);
      }
    } catch (IOException | InterruptedException e) {
      // cut off, as it should be
    }
  }

  /** A name server that says what a test wants. */
  private static DnsResolver answers(Supplier<String[]> addresses) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) {
        return Stream.of(addresses.get()).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }

  private static Attempt send(Sender sender, String callback) throws InterruptedException {
    return sender.send(new Subscription("t", "s", "/api", callback, "", false, "me"), NEWS);
  }
}

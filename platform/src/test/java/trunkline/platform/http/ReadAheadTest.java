package trunkline.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.PlainSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Over a real socket, as the server reads it, whose patience is short. */
class ReadAheadTest {
  private static final int PATIENCE_MILLIS = 50;

  private final CountDownLatch hungUp = new CountDownLatch(1);
  private SocketChannel caller;
  private SocketChannel server;
  private ReadAhead connection;

  @BeforeEach
  void connect() throws IOException {
    try (var listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      caller = SocketChannel.open(listening.getLocalAddress());
      server = listening.accept();
    }
    server.socket().setSoTimeout(PATIENCE_MILLIS);
    connection =
        new ReadAhead(DataReader.create(PlainSocket.server(server.socket(), "caller", "server")));
  }

  @AfterEach
  void close() throws IOException {
    caller.close();
    server.close();
  }

  @Test
  void callerWhoHangsUp_isNoticed() throws Exception {
    try (var _ = connection.watch(hungUp::countDown)) {
      caller.close();
      assertTrue(hungUp.await(2, TimeUnit.SECONDS));
    }
    assertThrows(DataReader.InsufficientDataAvailableException.class, connection::get);
  }

  @Test
  void callerWhoWaitsBeyondThePatienceOfTheSocket_isStillThere() throws Exception {
    try (var _ = connection.watch(hungUp::countDown)) {
      assertFalse(hungUp.await(6 * PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
      caller.close();
      assertTrue(hungUp.await(2, TimeUnit.SECONDS));
    }
  }

  @Test
  void whatIsSentMeanwhile_isKeptForTheNextRequest() throws Exception {
    try (var _ = connection.watch(hungUp::countDown)) {
      send("one");
    }
    assertEquals("one", received(3));
    try (var _ = connection.watch(hungUp::countDown)) {
      assertFalse(hungUp.await(2 * PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
    }
    send("two");
    assertEquals("two", received(3));
    assertEquals(1, hungUp.getCount());
  }

  @Test
  void hangUpBehindTheWatch_isNobodysNews() throws Exception {
    try (var _ = connection.watch(hungUp::countDown)) {
      // answered at once
    }
    caller.close();
    assertThrows(DataReader.InsufficientDataAvailableException.class, connection::get);
    assertEquals(1, hungUp.getCount());
    connection.watch(hungUp::countDown).close();
    assertTrue(hungUp.await(2, TimeUnit.SECONDS), "one who is gone is gone for the next watch too");
  }

  @Test
  void silenceBetweenRequests_endsTheConnectionAsBefore() {
    connection.watch(hungUp::countDown).close();
    assertThrows(UncheckedIOException.class, connection::get);
    assertEquals(1, hungUp.getCount());
  }

  private void send(String text) throws IOException {
    caller.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private String received(int length) {
    var received = new StringBuilder();
    while (received.length() < length) {
      received.append(new String(connection.get(), StandardCharsets.US_ASCII));
    }
    return received.toString();
  }
}

package trunkline.platform.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 over connections on which a hang-up can be noticed. Helidon tells a handler nothing of
 * its connection, and its own look at an idle socket takes one that waits for longer than the read
 * timeout for closed.
 */
record WatchedConnections(Http1ConnectionSelector http) implements ServerConnectionSelector {
  /** Each connection has a thread of its own as long as it lives. */
  private static final ThreadLocal<@Nullable ReadAhead> OF_THIS_THREAD = new ThreadLocal<>();

  /** The one that the request came by that this thread answers. */
  static ReadAhead ofThisThread() {
    ReadAhead connection = OF_THIS_THREAD.get();
    if (connection == null) {
      throw new IllegalStateException("only the thread that answers a request has its connection");
    }
    return connection;
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    var ahead = new ReadAhead(context.dataReader());
    OF_THIS_THREAD.set(ahead);
    return http.connection(new Context(context, DataReader.create(ahead)));
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  /** A connection as Helidon knows it, but for who reads it. */
  private record Context(ConnectionContext helidon, DataReader dataReader)
      implements ConnectionContext {
    @Override
    public ListenerContext listenerContext() {
      return helidon.listenerContext();
    }

    @Override
    public ExecutorService executor() {
      return helidon.executor();
    }

    @Override
    public DataWriter dataWriter() {
      return helidon.dataWriter();
    }

    @Override
    public Router router() {
      return helidon.router();
    }

    @Override
    public Optional<ProxyProtocolData> proxyProtocolData() {
      return helidon.proxyProtocolData();
    }

    @Override
    public HelidonSocket serverSocket() {
      return helidon.serverSocket();
    }

    @Override
    public PeerInfo remotePeer() {
      return helidon.remotePeer();
    }

    @Override
    public PeerInfo localPeer() {
      return helidon.localPeer();
    }

    @Override
    public boolean isSecure() {
      return helidon.isSecure();
    }

    @Override
    public String socketId() {
      return helidon.socketId();
    }

    @Override
    public String childSocketId() {
      return helidon.childSocketId();
    }
  }
}

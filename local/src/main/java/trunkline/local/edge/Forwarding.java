package trunkline.local.edge;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import trunkline.platform.refusal.Refusal;

/**
 * Sends a request on to the service whose path it is and the answer back, neither held in memory.
 * The query goes on byte for byte: TMF filters are written with and without percent signs, and
 * decoding one to encode it again changes what it asks.
 */
final class Forwarding implements Handler {
  private static final int SMALL = 64 * 1024;

  private final Routes routes;
  private final Map<String, HttpHost> services;
  private final CloseableHttpClient client;

  Forwarding(Routes routes, Map<String, HttpHost> services, CloseableHttpClient client) {
    this.routes = routes;
    this.services = Map.copyOf(services);
    this.client = client;
  }

  @Override
  public void handle(ServerRequest request, ServerResponse response) {
    String path = request.prologue().uriPath().rawPath();
    var route = routes.find(path);
    if (route.isEmpty()) {
      RefusalBody.send(request, response, EdgeRefusals.noSuchRoute());
      return;
    }
    String service = route.get().service();
    HttpHost host = services.get(service);
    if (host == null) {
      RefusalBody.send(request, response, EdgeRefusals.serviceUnavailable(service));
      return;
    }
    exchange(request, response, service, host, path);
  }

  private void exchange(
      ServerRequest request, ServerResponse response, String service, HttpHost host, String path) {
    try {
      client.execute(
          host,
          onward(request, path),
          answer -> {
            sendBack(answer, response);
            return null;
          });
    } catch (HttpHostConnectException e) {
      RefusalBody.send(request, response, EdgeRefusals.serviceUnavailable(service));
    } catch (SocketTimeoutException e) {
      refuseUnlessBegun(request, response, EdgeRefusals.tooSlow(service), e);
    } catch (IOException e) {
      refuseUnlessBegun(request, response, EdgeRefusals.answerLost(service), e);
    }
  }

  private static ClassicHttpRequest onward(ServerRequest request, String path) {
    String query = request.query().rawValue();
    var onward =
        new BasicClassicHttpRequest(
            request.prologue().method().text(),
            query.isEmpty() && !request.prologue().hasQuery() ? path : path + "?" + query);
    ForwardedHeaders.copy(request, onward);
    if (request.prologue().method().equals(Method.HEAD)) {
      // A service that wrongly sends a body would have it read as the next caller's answer.
      onward.setHeader("Connection", "close");
    }
    if (request.content().hasEntity()) {
      long length = request.headers().contentLength().orElse(-1);
      onward.setEntity(new InputStreamEntity(request.content().inputStream(), length, null));
    }
    return onward;
  }

  private static void sendBack(ClassicHttpResponse answer, ServerResponse response)
      throws IOException {
    response.status(Status.create(answer.getCode()));
    copyHeaders(answer, response);
    HttpEntity entity = answer.getEntity();
    if (entity == null) {
      response.send();
    } else if (entity.getContentLength() >= 0 && entity.getContentLength() <= SMALL) {
      response.send(entity.getContent().readAllBytes());
    } else {
      stream(entity, response);
    }
  }

  private static void stream(HttpEntity entity, ServerResponse response) throws IOException {
    if (entity.getContentLength() >= 0) {
      response.contentLength(entity.getContentLength());
    }
    try (InputStream in = entity.getContent();
        OutputStream out = response.outputStream()) {
      in.transferTo(out);
    }
  }

  private static void copyHeaders(ClassicHttpResponse answer, ServerResponse response) {
    Set<String> named =
        ForwardedHeaders.namedByConnection(
            Arrays.stream(answer.getHeaders("Connection")).map(Header::getValue));
    for (Header header : answer.getHeaders()) {
      String name = header.getName().toLowerCase(Locale.ROOT);
      if (!ForwardedHeaders.staysBehind(name, named) && !name.equals("content-length")) {
        response.headers().add(HeaderNames.create(header.getName()), header.getValue());
      }
    }
  }

  /** An answer that has begun can only be broken off: the client then sees that it is not whole. */
  private static void refuseUnlessBegun(
      ServerRequest request, ServerResponse response, Refusal refusal, IOException cause) {
    if (response.isSent() || response.bytesWritten() > 0) {
      throw new UncheckedIOException(cause);
    }
    RefusalBody.send(request, response, refusal);
  }
}

package trunkline.platform.tmf.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.Refused;

/**
 * Sends notifications, signed, each once: no redirect is followed, since it could lead anywhere,
 * and nothing is repeated here. Safe to use from any thread; a thread that is interrupted stops
 * sending.
 */
final class Sender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final Timeout CONNECT = Timeout.ofSeconds(5);
  private static final TimeValue REUSE = TimeValue.ofMinutes(1);

  /** A longer answer costs its connection; nothing in it interests us. */
  private static final long LONGEST_ANSWER = 64 * 1024;

  private final HubConfig config;
  private final Signature signature;
  private final InstantSource clock;
  private final DnsResolver resolver;
  private @Nullable CloseableHttpClient http;
  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("hub deadlines").factory());

  Sender(HubConfig config, InstantSource clock) {
    this(
        config,
        clock,
        config.allowPrivateAddresses()
            ? SystemDefaultDnsResolver.INSTANCE
            : new PublicOnly(SystemDefaultDnsResolver.INSTANCE));
  }

  Sender(HubConfig config, InstantSource clock, DnsResolver resolver) {
    this.config = config;
    this.signature = new Signature(config.signingKeys());
    this.clock = clock;
    this.resolver = resolver;
    deadlines.setRemoveOnCancelPolicy(true);
  }

  /** Made when first needed: it reads all certificates that Java trusts. */
  private synchronized CloseableHttpClient http() {
    if (http == null) {
      http = client();
    }
    return http;
  }

  private CloseableHttpClient client() {
    Timeout silence = Timeout.of(config.timeout());
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(resolver)
            .setMaxConnTotal(10_000) // one for each subscription is needed, never more
            .setMaxConnPerRoute(10_000)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECT)
                    .setSocketTimeout(silence)
                    .setTimeToLive(REUSE)
                    .build())
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setUserAgent("Trunkline-Hub")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableAuthCaching()
        .disableCookieManagement()
        .disableContentCompression()
        .build();
  }

  /** One attempt, which ends within the timeout, whatever the subscriber does. */
  Attempt send(Subscription subscription, ObjectNode notification) throws InterruptedException {
    try {
      return send(request(subscription, notification));
    } catch (IOException | Refused e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("stopped while sending");
      }
      LOG.debug("subscription {} took nothing: {}", subscription.id(), e.toString());
      return Attempt.UNANSWERED;
    }
  }

  private Attempt send(HttpPost request) throws IOException {
    Future<?> deadline =
        deadlines.schedule(request::cancel, config.timeout().toMillis(), TimeUnit.MILLISECONDS);
    try (ClassicHttpResponse response = http().executeOpen(null, request, null)) {
      finish(response);
      return new Attempt(response.getCode());
    } finally {
      deadline.cancel(false);
    }
  }

  /** Refuses a callback that was accepted when we were less strict. */
  private HttpPost request(Subscription subscription, ObjectNode notification) {
    String event = Notification.listenerName(notification.path("eventType").asText());
    URI callback = CallbackAddress.parse(subscription.callback());
    String id = notification.path("eventId").asText();
    String body = Json.write(notification);
    var request = new HttpPost(CallbackAddress.listener(callback, event));
    request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
    signature.headers(subscription, id, clock.instant(), body).forEach(request::setHeader);
    return request;
  }

  /** Reads a short answer to its end, so that the connection can be used again. */
  private static void finish(ClassicHttpResponse response) {
    @Nullable HttpEntity answer = response.getEntity();
    if (answer != null
        && answer.getContentLength() >= 0
        && answer.getContentLength() <= LONGEST_ANSWER) {
      try {
        EntityUtils.consume(answer);
      } catch (IOException e) {
        LOG.debug("a subscriber's answer broke off behind its status: {}", e.toString());
      }
    }
  }

  @Override
  public synchronized void close() {
    deadlines.shutdownNow();
    if (http != null) {
      http.close(CloseMode.IMMEDIATE);
    }
  }
}

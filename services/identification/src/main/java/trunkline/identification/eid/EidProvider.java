package trunkline.identification.eid;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.Request;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.identification.Refusals;

/**
 * The eID as it describes itself (OpenID Connect Discovery 1.0) and its keys. Asked for when they
 * are first needed, so that this service starts without it. Safe to use from any thread.
 */
final class EidProvider {
  private static final Logger LOG = LoggerFactory.getLogger(EidProvider.class);
  private static final Duration BELIEVED = Duration.ofHours(1);
  private static final int MOST_KEY_BYTES = 256 * 1024;

  /** What the provider has said of itself. */
  record Description(
      OIDCProviderMetadata metadata,
      JWSVerificationKeySelector<SecurityContext> keys,
      Instant until) {}

  private final EidConfig config;
  private final InstantSource clock;
  private @Nullable Description known;

  EidProvider(EidConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Refuses with eidUnavailable when the provider can't be asked. */
  synchronized Description description() {
    Description current = known;
    if (current == null || !clock.instant().isBefore(current.until())) {
      current = ask();
      known = current;
    }
    return current;
  }

  private Description ask() {
    try {
      OIDCProviderMetadata metadata =
          OIDCProviderMetadata.resolve(new Issuer(config.issuer()), millis(), millis());
      JWKSource<SecurityContext> source =
          JWKSourceBuilder.create(
                  metadata.getJWKSetURI().toURL(),
                  new DefaultResourceRetriever(millis(), millis(), MOST_KEY_BYTES))
              .retrying(true)
              .build();
      return new Description(
          metadata,
          new JWSVerificationKeySelector<>(config.signatures(), source),
          clock.instant().plus(BELIEVED));
    } catch (GeneralException | IOException e) {
      LOG.warn("the eID {} can't be asked to describe itself: {}", config.issuer(), e.toString());
      throw Refusals.eidUnavailable().asException();
    }
  }

  /** Sends a request of the protocol. Refuses with eidUnavailable when no answer comes. */
  HTTPResponse send(Request request) {
    HTTPRequest http = request.toHTTPRequest();
    http.setConnectTimeout(millis());
    http.setReadTimeout(millis());
    http.setFollowRedirects(false);
    try {
      HTTPResponse response = http.send();
      if (response.getStatusCode() < 500) {
        return response;
      }
      LOG.warn("the eID answered {} at {}", response.getStatusCode(), http.getURI());
    } catch (IOException e) {
      LOG.warn("the eID does not answer at {}: {}", http.getURI(), e.getClass().getSimpleName());
    }
    throw Refusals.eidUnavailable().asException();
  }

  private int millis() {
    return Math.toIntExact(config.timeout().toMillis());
  }
}

package trunkline.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refusal;
import trunkline.platform.refusal.Refused;

/**
 * Turns a bearer token into a {@link Caller}, or refuses it: signature by the issuer's published
 * keys (RS256, ES256), issuer, audience, expiry, tenant. A verified token is remembered until it
 * expires, because checking a signature costs more than the read that it guards.
 */
public final class TokenVerifier {
  /** RFC 9068, section 2.1. */
  private static final JOSEObjectType ACCESS_TOKEN = new JOSEObjectType("at+jwt");

  /** How long known keys are believed while the issuer can't be reached. */
  private static final Duration ISSUER_OUTAGE = Duration.ofHours(1);

  private record Verified(Caller caller, Instant expires) {}

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final Cache<String, Verified> verified =
      Caffeine.newBuilder().maximumSize(10_000).build();
  private final InstantSource clock;

  public TokenVerifier(SecurityConfig config, InstantSource clock) {
    this.clock = clock;
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), keys(config)));
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, ACCESS_TOKEN, null));
    processor.setJWTClaimsSetVerifier(claims(config, clock));
  }

  /** Allows the issuer's clock a minute of difference, as the library does. */
  private static JWTClaimsSetVerifier<SecurityContext> claims(
      SecurityConfig config, InstantSource clock) {
    return new DefaultJWTClaimsVerifier<>(
        config.audience(),
        new JWTClaimsSet.Builder().issuer(config.issuer()).build(),
        Set.of("sub", "exp", "tenant")) {
      @Override
      protected Date currentTime() {
        return Date.from(clock.instant());
      }
    };
  }

  private static JWKSource<SecurityContext> keys(SecurityConfig config) {
    try {
      return JWKSourceBuilder.create(config.jwksUri().toURL())
          .retrying(true)
          .outageTolerant(ISSUER_OUTAGE.toMillis())
          .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("security.jwksUri is not a URL", e);
    }
  }

  /** {@code authorization} is the header's value, or empty when there is none. */
  public Caller verify(String authorization) {
    if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw refused("Send the header Authorization: Bearer <token>");
    }
    String token = authorization.substring(7).strip();
    Verified known = verified.getIfPresent(token);
    if (known == null || !clock.instant().isBefore(known.expires())) {
      known = check(token);
      verified.put(token, known);
    }
    return known.caller();
  }

  private Verified check(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      return new Verified(caller(claims), claims.getExpirationTime().toInstant());
    } catch (KeySourceException e) {
      throw new Refusal(
              503, "keysUnavailable", "The issuer's keys can't be fetched", "Repeat in a moment")
          .with("Retry-After", "1")
          .asException();
    } catch (BadJOSEException | JOSEException | ParseException | IllegalArgumentException e) {
      throw refused(
          "The token is not valid here: expired, for another audience, or not signed by the issuer");
    }
  }

  private static Caller caller(JWTClaimsSet claims) throws ParseException {
    String scope = claims.getStringClaim("scope");
    List<String> roles = claims.getStringListClaim("roles");
    return new Caller(
        claims.getSubject(),
        claims.getStringClaim("tenant"),
        roles == null ? Set.of() : Set.copyOf(roles),
        scope == null || scope.isBlank() ? Set.of() : Set.of(scope.strip().split("\\s+")));
  }

  private static Refused refused(String detail) {
    return KernelRefusals.unauthenticated(detail).asException();
  }
}

package trunkline.identification.eid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.identification.Refusals;
import trunkline.identification.eid.EidProvider.Description;
import trunkline.platform.refusal.Refused;

/**
 * Asks who it is that logged in, and believes a signed answer only (OpenID Connect Core 1.0,
 * section 5.3.2): signature, iss, aud, and the same sub as the ID token's.
 */
final class UserInfoCheck {
  private static final Logger LOG = LoggerFactory.getLogger(UserInfoCheck.class);
  private final EidConfig config;
  private final EidProvider provider;
  private final InstantSource clock;

  UserInfoCheck(EidConfig config, EidProvider provider, InstantSource clock) {
    this.config = config;
    this.provider = provider;
    this.clock = clock;
  }

  UserInfo ask(Description eid, AccessToken token, Subject subject) {
    if (eid.metadata().getUserInfoEndpointURI() == null) {
      throw invalid("the provider has none");
    }
    var request = new UserInfoRequest(eid.metadata().getUserInfoEndpointURI(), token);
    try {
      UserInfoResponse response = UserInfoResponse.parse(provider.send(request));
      if (!response.indicatesSuccess()) {
        throw invalid("the provider refused the access token");
      }
      UserInfo info = verified(eid, response.toSuccessResponse().getUserInfoJWT());
      if (!subject.equals(info.getSubject())) {
        throw invalid("its sub is not the ID token's");
      }
      return info;
    } catch (ParseException e) {
      throw invalid("it does not parse"); // the message may quote it
    }
  }

  private UserInfo verified(Description eid, @org.jspecify.annotations.Nullable JWT jwt) {
    if (!(jwt instanceof SignedJWT signed)) {
      throw invalid("it is not signed");
    }
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSKeySelector(eid.keys());
    processor.setJWTClaimsSetVerifier(claims());
    try {
      return new UserInfo(processor.process(signed, null));
    } catch (KeySourceException e) {
      LOG.warn("the eID's keys can't be fetched: {}", e.toString());
      throw Refusals.eidUnavailable().asException();
    } catch (BadJOSEException | JOSEException | IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private DefaultJWTClaimsVerifier<SecurityContext> claims() {
    var issuer = new JWTClaimsSet.Builder().issuer(config.issuer()).build();
    return new DefaultJWTClaimsVerifier<>(config.clientId(), issuer, Set.of("sub")) {
      @Override
      protected Date currentTime() {
        return Date.from(clock.instant());
      }
    };
  }

  /** The person's government identifier; without it nobody is identified. */
  String identifier(UserInfo info) {
    String identifier = text(info, config.identifierClaim());
    if (identifier.isBlank()) {
      throw invalid("it lacks the claim " + config.identifierClaim());
    }
    return identifier;
  }

  /** A claim, empty when it is absent. */
  String text(UserInfo info, String claim) {
    String value = info.getStringClaim(claim);
    return value == null ? "" : value;
  }

  /** A provider may tell the year alone (section 5.1); that is no date. */
  Optional<LocalDate> birthDate(UserInfo info) {
    try {
      return Optional.of(LocalDate.parse(text(info, "birthdate")));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** {@code reason} holds no claim of the person. */
  private static Refused invalid(String reason) {
    LOG.warn("the eID's user info can't be believed: {}", reason);
    return Refusals.userInfoInvalid().asException();
  }
}

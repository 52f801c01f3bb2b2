package trunkline.identification.eid;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.claims.AMR;
import com.nimbusds.openid.connect.sdk.claims.AuthorizedParty;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import com.nimbusds.openid.connect.sdk.validators.AccessTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import com.nimbusds.openid.connect.sdk.validators.InvalidHashException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.identification.Refusals;
import trunkline.identification.eid.EidProvider.Description;
import trunkline.identification.identity.Assurance;
import trunkline.platform.refusal.Refused;

/**
 * Holds an ID token against OpenID Connect Core 1.0, section 3.1.3.7: signature, iss, aud, exp, iat
 * and nonce by the library, and what the library leaves to its user: other audiences, azp, at_hash,
 * auth_time and acr.
 */
final class IdTokenCheck {
  private static final Logger LOG = LoggerFactory.getLogger(IdTokenCheck.class);

  /** How far two clocks may be apart, as the library allows too. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final EidConfig config;
  private final InstantSource clock;

  IdTokenCheck(EidConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  IDTokenClaimsSet check(Description eid, OIDCTokens tokens, Nonce nonce, Assurance wanted) {
    IDTokenClaimsSet claims = verified(eid, tokens, nonce);
    checkAudience(claims);
    checkLoginTime(claims);
    var _ = level(claims, wanted);
    return claims;
  }

  private IDTokenClaimsSet verified(Description eid, OIDCTokens tokens, Nonce nonce) {
    var validator =
        new IDTokenValidator(
            new Issuer(config.issuer()), new ClientID(config.clientId()), eid.keys(), null);
    JWT token = tokens.getIDToken();
    try {
      IDTokenClaimsSet claims = validator.validate(token, nonce);
      if (claims.getAccessTokenHash() != null) {
        AccessTokenValidator.validate(
            tokens.getAccessToken(),
            (JWSAlgorithm) token.getHeader().getAlgorithm(),
            claims.getAccessTokenHash());
      }
      return claims;
    } catch (KeySourceException e) {
      LOG.warn("the eID's keys can't be fetched: {}", e.toString());
      throw Refusals.eidUnavailable().asException();
    } catch (BadJOSEException | JOSEException | InvalidHashException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  /** For this client alone: it trusts no other audience, and no other party's token. */
  private void checkAudience(IDTokenClaimsSet claims) {
    AuthorizedParty party = claims.getAuthorizedParty();
    if (claims.getAudience().size() != 1) {
      throw invalid("it is for other audiences too");
    }
    if (party != null && !party.getValue().equals(config.clientId())) {
      throw invalid("it was issued to another party");
    }
  }

  /** The login is asked for with max_age, so the provider must tell its time. */
  private void checkLoginTime(IDTokenClaimsSet claims) {
    Date loggedIn = claims.getAuthenticationTime();
    if (loggedIn == null) {
      throw invalid("no auth_time although max_age was asked for");
    }
    Instant now = clock.instant();
    Instant time = loggedIn.toInstant();
    if (time.isAfter(now.plus(SKEW))) {
      throw invalid("auth_time lies in the future");
    }
    if (time.isBefore(now.minus(config.maxAge()).minus(SKEW))) {
      throw Refusals.loginTooOld().asException();
    }
  }

  /** The level that the token's acr means; refused below {@code wanted}. */
  Assurance level(IDTokenClaimsSet claims, Assurance wanted) {
    ACR acr = claims.getACR();
    Optional<Assurance> level =
        acr == null
            ? Optional.empty()
            : Arrays.stream(Assurance.values())
                .filter(candidate -> config.acrOf(candidate).contains(acr.getValue()))
                .findFirst();
    return level
        .filter(found -> found.satisfies(wanted))
        .orElseThrow(() -> Refusals.assuranceTooLow().asException());
  }

  /** What to ask for: every acr that is enough, the least first. */
  List<ACR> acrs(Assurance wanted) {
    return Arrays.stream(Assurance.values())
        .filter(level -> level.satisfies(wanted))
        .flatMap(level -> config.acrOf(level).stream())
        .map(ACR::new)
        .toList();
  }

  static List<String> amr(IDTokenClaimsSet claims) {
    List<AMR> amr = claims.getAMR();
    return amr == null ? List.of() : amr.stream().map(AMR::getValue).toList();
  }

  /** {@code reason} holds no claim of the person. */
  private static Refused invalid(String reason) {
    LOG.warn("the eID's ID token can't be believed: {}", reason);
    return Refusals.idTokenInvalid().asException();
  }
}

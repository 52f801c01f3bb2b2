package trunkline.identification.eid;

import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCClaimsRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.claims.ACR;
import com.nimbusds.openid.connect.sdk.claims.ClaimRequirement;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSetRequest;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.identification.Refusals;
import trunkline.identification.eid.EidProvider.Description;
import trunkline.identification.identity.Assurance;

/**
 * The national eID, over OpenID Connect Core 1.0: authorization code with PKCE (RFC 7636, S256),
 * state and nonce, a client that proves itself, a signed ID token, a signed user info. Safe to use
 * from any thread.
 */
public final class Eid {
  private static final Logger LOG = LoggerFactory.getLogger(Eid.class);

  private final EidConfig config;
  private final URI callback;
  private final EidProvider provider;
  private final ClientProof proof;
  private final IdTokenCheck idTokens;
  private final UserInfoCheck userInfos;

  private Eid(EidConfig config, URI callback, InstantSource clock) {
    this.config = config;
    this.callback = callback;
    this.provider = new EidProvider(config, clock);
    this.proof = new ClientProof(config);
    this.idTokens = new IdTokenCheck(config, clock);
    this.userInfos = new UserInfoCheck(config, provider, clock);
  }

  /** The eID, when one is configured; {@code callback} is where browsers come back to. */
  public static Optional<Eid> of(EidConfig config, URI callback, InstantSource clock) {
    return config.isConfigured() ? Optional.of(new Eid(config, callback, clock)) : Optional.empty();
  }

  /** Sends a person on the way, to log in at {@code wanted} or above. */
  public EidLogin begin(Assurance wanted) {
    Description eid = provider.description();
    var state = new State();
    var nonce = new Nonce();
    var verifier = new CodeVerifier();
    List<ACR> acrs = idTokens.acrs(wanted);
    var request =
        new AuthenticationRequest.Builder(
                ResponseType.CODE,
                Scope.parse(config.scope()),
                new ClientID(config.clientId()),
                callback)
            .endpointURI(eid.metadata().getAuthorizationEndpointURI())
            .state(state)
            .nonce(nonce)
            .codeChallenge(verifier, CodeChallengeMethod.S256)
            .maxAge(Math.toIntExact(config.maxAge().toSeconds()))
            .acrValues(acrs);
    if (eid.metadata().supportsClaimsParam()) {
      request.claims(essential(acrs));
    }
    return new EidLogin(
        request.build().toURI(), state.getValue(), nonce.getValue(), verifier.getValue());
  }

  /** With acr_values a provider may answer any acr; asked for like this it must not. */
  private static OIDCClaimsRequest essential(List<ACR> acrs) {
    var acr =
        new ClaimsSetRequest.Entry("acr")
            .withClaimRequirement(ClaimRequirement.ESSENTIAL)
            .withValues(acrs.stream().map(ACR::getValue).toList());
    return new OIDCClaimsRequest().withIDTokenClaimsRequest(new ClaimsSetRequest().add(acr));
  }

  /** Who came back. Whatever does not fit is refused, and the reason is logged. */
  public EidPerson redeem(
      BrowserAnswer answer, String nonce, String codeVerifier, Assurance wanted) {
    Description eid = provider.description();
    var code =
        answer.code(
            callback, config.issuer(), eid.metadata().supportsAuthorizationResponseIssuerParam());
    var grant = new AuthorizationCodeGrant(code, callback, new CodeVerifier(codeVerifier));
    OIDCTokens tokens = tokens(eid, grant);
    IDTokenClaimsSet login = idTokens.check(eid, tokens, new Nonce(nonce), wanted);
    UserInfo person = userInfos.ask(eid, tokens.getAccessToken(), login.getSubject());
    return new EidPerson(
        userInfos.identifier(person),
        userInfos.text(person, "given_name"),
        userInfos.text(person, "family_name"),
        userInfos.birthDate(person),
        idTokens.level(login, wanted),
        config.issuer(),
        login.getACR().getValue(),
        IdTokenCheck.amr(login),
        login.getAuthenticationTime().toInstant());
  }

  private OIDCTokens tokens(Description eid, AuthorizationCodeGrant grant) {
    URI endpoint = eid.metadata().getTokenEndpointURI();
    HTTPResponse response =
        provider.send(new TokenRequest(endpoint, proof.at(endpoint), grant, null));
    try {
      TokenResponse answer = OIDCTokenResponseParser.parse(response);
      if (answer.indicatesSuccess()) {
        return ((OIDCTokenResponse) answer.toSuccessResponse()).getOIDCTokens();
      }
      LOG.warn("the eID refused the code: {}", answer.toErrorResponse().getErrorObject());
      throw Refusals.codeRefused().asException();
    } catch (ParseException e) {
      LOG.warn("the eID's token answer does not parse"); // its message may quote a token
      throw Refusals.idTokenInvalid().asException();
    }
  }
}

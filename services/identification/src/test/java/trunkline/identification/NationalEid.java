package trunkline.identification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.TokenRequest;
import java.net.InetAddress;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import kotlin.jvm.functions.Function1;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.MockWebServerWrapper;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.OAuth2HttpServer;
import no.nav.security.mock.oauth2.http.Ssl;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import trunkline.platform.json.Json;

/**
 * A national eID: a real OpenID provider (mock-oauth2-server: discovery, PKCE, codes that are used
 * once, keys) at which one person is logged in. Beside it stands a signed user info, which the
 * library lacks, with the provider's own key; and what the provider says can be forged.
 */
public final class NationalEid implements AutoCloseable {
  public static final String CLIENT = "trunkline";
  private static final String ID = "eid";
  private static final RSAKey KEY = newKey("provider");
  private static final RSAKey STRANGER = newKey(ID);

  /** This service's key, of which a provider knows the public half. */
  public static final RSAKey CLIENT_KEY = newKey("client");

  private final KeyProvider keys = new KeyProvider(List.of(KEY), "RS256");
  private final List<String> tokenRequests = new ArrayList<>();
  private final MockOAuth2Server server;
  private volatile Map<String, Object> person = Map.of();
  private volatile String acr = "";
  private volatile Instant loggedIn = Instant.EPOCH;
  private volatile UnaryOperator<JWTClaimsSet.Builder> idTokenClaims = claims -> claims;
  private volatile Function<JWTClaimsSet, String> idTokenSignature = this::signed;
  private volatile UnaryOperator<JWTClaimsSet.Builder> userInfoClaims = claims -> claims;
  private volatile Function<JWTClaimsSet, String> userInfoSignature = this::signed;
  private volatile String userInfoType = "application/jwt";
  private volatile boolean down;

  private NationalEid() {
    var config =
        new OAuth2Config(
            false,
            null,
            null,
            false,
            new OAuth2TokenProvider(keys),
            Set.of(new Login()),
            new Front());
    server = new MockOAuth2Server(config);
    server.start(InetAddress.getLoopbackAddress(), 0);
    honest();
  }

  public static NationalEid start() {
    return new NationalEid();
  }

  public String issuer() {
    return server.issuerUrl(ID).toString();
  }

  /** What a service must be told to use it; settings and values in turn. */
  public String[] settings() {
    return new String[] {
      "eid.issuer",
      issuer(),
      "eid.clientId",
      CLIENT,
      "eid.clientKey",
      CLIENT_KEY.toJSONString(),
      "eid.identifierClaim",
      "pid"
    };
  }

  /** Logs somebody in, a moment ago and by the strongest means. */
  public NationalEid logIn(String pid, String givenName, String familyName, String birthDate) {
    person =
        Map.of(
            "sub", "sub-of-" + pid.hashCode(),
            "pid", pid,
            "given_name", givenName,
            "family_name", familyName,
            "birthdate", birthDate);
    acr = "http://eidas.europa.eu/LoA/high";
    loggedIn = Instant.now();
    return this;
  }

  public void acr(String value) {
    acr = value;
  }

  public void loggedInAt(Instant time) {
    loggedIn = time;
  }

  public void forgeIdToken(UnaryOperator<JWTClaimsSet.Builder> claims) {
    idTokenClaims = claims;
  }

  public void signIdTokenAsStranger() {
    idTokenSignature = claims -> sign(claims, STRANGER);
  }

  public void leaveIdTokenUnsigned() {
    idTokenSignature = claims -> new PlainJWT(claims).serialize();
  }

  public void forgeUserInfo(UnaryOperator<JWTClaimsSet.Builder> claims) {
    userInfoClaims = claims;
  }

  public void signUserInfoAsStranger() {
    userInfoSignature = claims -> sign(claims, STRANGER);
  }

  public void leaveUserInfoUnsigned() {
    userInfoSignature = claims -> new PlainJWT(claims).serialize();
  }

  public void answerUserInfoAsJson() {
    userInfoType = "application/json";
    userInfoSignature = JWTClaimsSet::toString;
  }

  public void goDown() {
    down = true;
  }

  /** Forges nothing any more. */
  public void honest() {
    idTokenClaims = claims -> claims;
    idTokenSignature = this::signed;
    userInfoClaims = claims -> claims;
    userInfoSignature = this::signed;
    userInfoType = "application/jwt";
    down = false;
  }

  /** The forms that came to the token endpoint. */
  public List<String> tokenRequests() {
    synchronized (tokenRequests) {
      return List.copyOf(tokenRequests);
    }
  }

  private OAuth2HttpResponse answer(
      OAuth2HttpRequest request, Function1<? super OAuth2HttpRequest, OAuth2HttpResponse> genuine) {
    String path = request.getUrl().encodedPath();
    if (down) {
      return new OAuth2HttpResponse(Headers.of(), 503, "", null);
    }
    if (path.endsWith("/userinfo")) {
      return userInfo();
    }
    OAuth2HttpResponse response = genuine.invoke(request);
    if (path.endsWith("/token")) {
      synchronized (tokenRequests) {
        tokenRequests.add(String.valueOf(request.getBody()));
      }
      return forged(response);
    }
    return response;
  }

  private OAuth2HttpResponse userInfo() {
    var claims = new JWTClaimsSet.Builder().issuer(issuer()).audience(CLIENT);
    person.forEach(claims::claim);
    String body = userInfoSignature.apply(userInfoClaims.apply(claims).build());
    return new OAuth2HttpResponse(Headers.of("Content-Type", userInfoType), 200, body, null);
  }

  private OAuth2HttpResponse forged(OAuth2HttpResponse genuine) {
    if (genuine.getStatus() != 200) {
      return genuine;
    }
    try {
      var body = (ObjectNode) Json.parse(String.valueOf(genuine.getBody()));
      JWTClaimsSet claims = SignedJWT.parse(body.path("id_token").asText()).getJWTClaimsSet();
      JWTClaimsSet told = idTokenClaims.apply(new JWTClaimsSet.Builder(claims)).build();
      body.put("id_token", idTokenSignature.apply(told));
      return new OAuth2HttpResponse(genuine.getHeaders(), 200, Json.write(body), null);
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private String signed(JWTClaimsSet claims) {
    return sign(claims, keys.signingKey(ID).toRSAKey());
  }

  private static String sign(JWTClaimsSet claims, RSAKey key) {
    try {
      var header =
          new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).type(JOSEObjectType.JWT);
      var jwt = new SignedJWT(header.build(), claims);
      jwt.sign(new RSASSASigner(key));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey newKey(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.shutdown();
  }

  /** What the ID token says of the login. */
  private final class Login extends DefaultOAuth2TokenCallback {
    Login() {
      super(ID);
    }

    @Override
    public @Nullable String subject(TokenRequest request) {
      return String.valueOf(person.get("sub"));
    }

    @Override
    public Map<String, Object> addClaims(TokenRequest request) {
      return Map.of(
          "acr", acr, "amr", List.of("pin", "hwk"), "auth_time", loggedIn.getEpochSecond());
    }
  }

  /** The library's web server, with {@link #answer} before the library's own answers. */
  private final class Front implements OAuth2HttpServer {
    private final MockWebServerWrapper server = new MockWebServerWrapper();

    @Override
    public OAuth2HttpServer start(
        Function1<? super OAuth2HttpRequest, OAuth2HttpResponse> handler) {
      return start(0, handler);
    }

    @Override
    public OAuth2HttpServer start(
        int port, Function1<? super OAuth2HttpRequest, OAuth2HttpResponse> handler) {
      return start(InetAddress.getLoopbackAddress(), port, handler);
    }

    @Override
    public OAuth2HttpServer start(
        InetAddress address,
        int port,
        Function1<? super OAuth2HttpRequest, OAuth2HttpResponse> handler) {
      server.start(address, port, request -> answer(request, handler));
      return this;
    }

    @Override
    public OAuth2HttpServer stop() {
      return server.stop();
    }

    @Override
    public int port() {
      return server.port();
    }

    @Override
    public HttpUrl url(String path) {
      return server.url(path);
    }

    @Override
    public @Nullable Ssl sslConfig() {
      return null;
    }

    @Override
    public void close() {
      server.stop();
    }
  }
}

package trunkline.identification.eid;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import java.net.URI;
import java.util.List;
import java.util.Map;
import trunkline.identification.Refusals;

/**
 * What the person's browser brings back from the eID: an authorization response (RFC 6749, section
 * 4.1.2). Anybody can send one; nothing in it is believed before its state is known.
 */
public final class BrowserAnswer {
  private final Map<String, List<String>> parameters;
  private final String state;

  private BrowserAnswer(Map<String, List<String>> parameters, String state) {
    this.parameters = Map.copyOf(parameters);
    this.state = state;
  }

  /** {@code query} undecoded. A parameter may come once (RFC 6749, section 3.1). */
  public static BrowserAnswer parse(String query) {
    Map<String, List<String>> parameters = URLUtils.parseParameters(query);
    List<String> states = parameters.getOrDefault("state", List.of());
    boolean repeated = parameters.values().stream().anyMatch(values -> values.size() > 1);
    if (repeated || states.isEmpty() || states.getFirst().isBlank()) {
      throw Refusals.stateUnknown().asException();
    }
    return new BrowserAnswer(parameters, states.getFirst());
  }

  public String state() {
    return state;
  }

  /**
   * The code, when the answer comes from the provider asked (RFC 9207: {@code iss} must be the
   * provider's when it is there, and must be there when the provider says that it sends it).
   */
  AuthorizationCode code(URI callback, String issuer, boolean issuerIsSent) {
    AuthenticationResponse response = parsed(callback);
    boolean sent = response.getIssuer() != null;
    if ((sent || issuerIsSent) && !(sent && response.getIssuer().getValue().equals(issuer))) {
      throw Refusals.issuerMismatch().asException();
    }
    if (!response.indicatesSuccess() || !new State(state).equals(response.getState())) {
      throw Refusals.eidDeclined().asException();
    }
    AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
    if (code == null) {
      throw Refusals.eidDeclined().asException();
    }
    return code;
  }

  private AuthenticationResponse parsed(URI callback) {
    try {
      return AuthenticationResponseParser.parse(callback, parameters);
    } catch (ParseException e) {
      throw Refusals.eidDeclined().asException();
    }
  }
}

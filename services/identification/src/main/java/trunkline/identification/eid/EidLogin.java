package trunkline.identification.eid;

import java.net.URI;

/**
 * One person's way to the eID and back. The last three are secrets between this service and the
 * provider, each used once.
 *
 * @param url where the person's browser goes
 * @param state what the browser brings back
 * @param nonce what the ID token must hold
 * @param codeVerifier what the code is redeemed with (RFC 7636)
 */
public record EidLogin(URI url, String state, String nonce, String codeVerifier) {
  @Override
  public String toString() {
    return "EidLogin[…]";
  }
}

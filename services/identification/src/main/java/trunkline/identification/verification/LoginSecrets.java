package trunkline.identification.verification;

import trunkline.identification.eid.EidLogin;
import trunkline.platform.digest.Sha256;

/**
 * What a login is taken up again with, in this process or the next.
 *
 * @param stateHash SHA-256 of the state: who reads the table can't come back as the person
 */
record LoginSecrets(String stateHash, String nonce, String codeVerifier) {
  static LoginSecrets of(EidLogin login) {
    return new LoginSecrets(Sha256.hex(login.state()), login.nonce(), login.codeVerifier());
  }

  @Override
  public String toString() {
    return "LoginSecrets[…]";
  }
}

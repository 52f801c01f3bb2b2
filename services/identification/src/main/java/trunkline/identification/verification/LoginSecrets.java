package trunkline.identification.verification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import trunkline.identification.eid.EidLogin;

/**
 * What a login is taken up again with, in this process or the next.
 *
 * @param stateHash SHA-256 of the state: who reads the table can't come back as the person
 */
record LoginSecrets(String stateHash, String nonce, String codeVerifier) {
  static LoginSecrets of(EidLogin login) {
    return new LoginSecrets(hash(login.state()), login.nonce(), login.codeVerifier());
  }

  static String hash(String state) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(state.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "LoginSecrets[…]";
  }
}

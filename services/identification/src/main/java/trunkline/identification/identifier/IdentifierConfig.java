package trunkline.identification.identifier;

import trunkline.platform.config.Setting;

/** How government identifiers are made unrecognisable. */
public record IdentifierConfig(
    @Setting(
            value =
                "Keys of the identifiers' hashes: name:secret, separated by blanks, each secret"
                    + " base64url of 32 bytes or more. Add a new one beside the old; take the old one"
                    + " away when no identifier is hashed with it alone",
            secret = true)
        String hashKeys) {

  public IdentifierConfig {
    var _ = HashKeys.parse(hashKeys);
  }

  @Override
  public String toString() {
    return "IdentifierConfig[…]";
  }
}

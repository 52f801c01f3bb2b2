package trunkline.identification.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The credentials that a verification gives; each is the {@code @type} of a TMF720 credential. */
public enum CredentialKind {
  /** The person logged in at the national eID. */
  EID("NationalEidCredential"),
  /** Two people looked at the person's documents. */
  DOCUMENT("DocumentCredential");

  private final String type;

  CredentialKind(String type) {
    this.type = type;
  }

  public String type() {
    return type;
  }

  /** {@code eid}: how a person is verified. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<CredentialKind> find(String text) {
    return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
  }

  static boolean isVerified(String type) {
    return Arrays.stream(values()).anyMatch(kind -> kind.type.equals(type));
  }
}

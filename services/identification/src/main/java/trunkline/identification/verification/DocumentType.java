package trunkline.identification.verification;

import java.util.Arrays;
import java.util.Optional;

/** The documents that a person can be identified by. */
enum DocumentType {
  PASSPORT("passport", true, true),
  NATIONAL_ID_CARD("nationalIdCard", true, true),
  RESIDENCE_PERMIT("residencePermit", true, true),
  DRIVING_LICENCE("drivingLicence", true, false),
  UTILITY_BILL("utilityBill", false, false),
  BANK_STATEMENT("bankStatement", false, false);

  private final String text;
  private final boolean numbered;
  private final boolean ofIdentity;

  DocumentType(String text, boolean numbered, boolean ofIdentity) {
    this.text = text;
    this.numbered = numbered;
    this.ofIdentity = ofIdentity;
  }

  String text() {
    return text;
  }

  /** Whether a government has given it a number that nobody else has. */
  boolean isNumbered() {
    return numbered;
  }

  /** Whether a government made it to show who somebody is. */
  boolean isOfIdentity() {
    return ofIdentity;
  }

  static Optional<DocumentType> find(String text) {
    return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
  }
}

package trunkline.consent.privacy;

/** A service did not do its part; the message names no person, and the request goes on later. */
final class PeerTrouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PeerTrouble(String message) {
    super(message);
  }
}

package trunkline.consent.privacy;

import trunkline.platform.refusal.Refusal;

/** Every "no" of privacy requests. */
final class PrivacyRefusals {
  private PrivacyRefusals() {}

  static Refusal notDone(String what) {
    return new Refusal(
        409,
        "notDone",
        "The request is not done",
        "Read the request; when its status is done, fetch its " + what);
  }

  static Refusal hasNone(String what, String kind) {
    return new Refusal(
        409,
        "hasNone",
        "There is no such document",
        "A request of kind " + kind + " has no " + what);
  }

  static Refusal expired() {
    return new Refusal(
        409,
        "expired",
        "The archive is gone",
        "An archive is kept for some days only; make a new request of kind export");
  }
}

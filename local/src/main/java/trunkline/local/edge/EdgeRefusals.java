package trunkline.local.edge;

import trunkline.platform.refusal.Refusal;

/** Every "no" of the edge itself; all others come from the services. */
final class EdgeRefusals {
  private EdgeRefusals() {}

  static Refusal noSuchRoute() {
    return new Refusal(
        404, "noSuchPath", "There is nothing at this path", "No service answers under this path");
  }

  static Refusal serviceUnavailable(String service) {
    return new Refusal(
            503,
            "serviceUnavailable",
            "The service does not answer",
            "Service " + service + " is down or starting; repeat in a moment")
        .with("Retry-After", "1");
  }

  static Refusal answerLost(String service) {
    return new Refusal(
            503,
            "answerLost",
            "The service broke off before it answered",
            "Service "
                + service
                + " may have done the work or not: read it back, or repeat with the same"
                + " Idempotency-Key")
        .with("Retry-After", "1");
  }

  static Refusal tooSlow(String service) {
    return new Refusal(
        504,
        "serviceTooSlow",
        "The service takes too long",
        "Service " + service + " has not answered in time; ask for less");
  }

  static Refusal bodyTooLarge(long limit) {
    return new Refusal(
        413,
        "bodyTooLarge",
        "The body is too large",
        "Send at most " + limit + " bytes in one request");
  }

  static Refusal invalidHttp(int status, String detail) {
    return new Refusal(status, "badRequest", "The request is not valid HTTP", detail);
  }
}

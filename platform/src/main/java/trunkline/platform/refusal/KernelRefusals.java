package trunkline.platform.refusal;

/**
 * Every refusal that the platform itself can give. A service adds its business refusals in one
 * class of its own.
 */
public final class KernelRefusals {
  private KernelRefusals() {}

  // 400: the request can't be understood

  public static Refusal malformedBody(String detail) {
    return new Refusal(400, "malformedBody", "The body is not valid JSON", detail);
  }

  public static Refusal invalidAttribute(String path, String detail) {
    return new Refusal(
        400, "invalidAttribute", "An attribute is not valid", "Attribute " + path + " " + detail);
  }

  public static Refusal missingAttribute(String path) {
    return new Refusal(
        400,
        "missingAttribute",
        "A mandatory attribute is missing",
        "Give attribute " + path + " a value that is not blank");
  }

  public static Refusal immutableAttribute(String path) {
    return new Refusal(
        400,
        "immutableAttribute",
        "An attribute can't be changed",
        "Leave attribute " + path + " out of the patch");
  }

  public static Refusal inlineContent(String path) {
    return new Refusal(
        400,
        "inlineContent",
        "An attachment is kept elsewhere",
        "Leave "
            + path
            + " out: upload the file to your document store and give its url, mimeType and size");
  }

  public static Refusal invalidQuery(String parameter, String detail) {
    return new Refusal(
        400,
        "invalidQuery",
        "A query parameter is not valid",
        "Parameter " + parameter + " " + detail);
  }

  public static Refusal invalidPatch(String detail) {
    return new Refusal(400, "invalidPatch", "The patch is not valid", detail);
  }

  public static Refusal invalidHeader(String header, String detail) {
    return new Refusal(
        400, "invalidHeader", "A header is not valid", "Header " + header + " " + detail);
  }

  public static Refusal invalidData() {
    return new Refusal(
        400,
        "invalidData",
        "A value can't be stored",
        "A value is out of the range that can be stored; shorten or correct it");
  }

  public static Refusal periodReversed(String path) {
    return new Refusal(
        422,
        "periodReversed",
        "A period ends before it begins",
        "Correct startDateTime or endDateTime of " + path);
  }

  public static Refusal badRequest(String detail) {
    return new Refusal(400, "badRequest", "The request is not valid HTTP", detail);
  }

  // 400, 422: values that several resources carry

  public static Refusal invalidCurrency(String path) {
    return new Refusal(
        400,
        "invalidCurrency",
        "A currency is not valid",
        "Write " + path + " as an ISO 4217 code such as EUR");
  }

  public static Refusal negativeAmount(String path) {
    return new Refusal(
        422,
        "negativeAmount",
        "An amount may not be negative here",
        "Give " + path + " a value of 0 or more");
  }

  public static Refusal datesReversed(String earlier, String later) {
    return new Refusal(
        422, "datesReversed", "Dates are in the wrong order", earlier + " lies after " + later);
  }

  // 401, 403: who are you, may you

  public static Refusal unauthenticated(String detail) {
    return new Refusal(401, "unauthenticated", "No valid access token", detail)
        .with("WWW-Authenticate", "Bearer realm=\"trunkline\"");
  }

  public static Refusal forbidden(String scope) {
    return new Refusal(
        403,
        "forbidden",
        "The token does not allow this",
        "Ask for a token whose scope holds " + scope);
  }

  public static Refusal maskedAttribute(String path) {
    return new Refusal(
        403,
        "maskedAttribute",
        "Personal data is masked for this token",
        "Attribute " + path + " is personal: filtering or sorting by it needs scope pii:read");
  }

  // 404 … 429: what is there does not fit what is asked

  public static Refusal notFound(String resource, String id) {
    return new Refusal(
        404, "notFound", "There is no such resource", "No " + resource + " has id " + id);
  }

  public static Refusal noSuchPath() {
    return new Refusal(
        404,
        "noSuchPath",
        "There is nothing at this path",
        "See the API's description for the paths it serves");
  }

  public static Refusal methodNotAllowed(String allowed) {
    return new Refusal(
            405,
            "methodNotAllowed",
            "The method is not supported here",
            "Supported here: " + allowed)
        .with("Allow", allowed);
  }

  public static Refusal notAcceptable() {
    return new Refusal(
        406, "notAcceptable", "Only JSON can be answered", "Accept application/json");
  }

  public static Refusal conflict(String code, String message) {
    return new Refusal(409, code, "The resource's state does not allow this", message);
  }

  public static Refusal alreadyTaken(String resource, String attribute) {
    return new Refusal(
        409,
        "alreadyTaken",
        "A value that must be unique is taken",
        "Another " + resource + " has this " + attribute + "; find it by that value");
  }

  public static Refusal versionMismatch(long current) {
    return new Refusal(
            412,
            "versionMismatch",
            "The resource has changed",
            "If-Match does not name the current version; read it again and repeat the change")
        .with("ETag", "\"" + current + "\"");
  }

  public static Refusal bodyTooLarge(long limit) {
    return new Refusal(
        413, "bodyTooLarge", "The body is too large", "Send at most " + limit + " bytes");
  }

  public static Refusal unsupportedMediaType(String supported) {
    return new Refusal(
        415,
        "unsupportedMediaType",
        "The content type is not supported",
        "Send one of: " + supported);
  }

  public static Refusal keyReused() {
    return new Refusal(
        422,
        "idempotencyKeyReused",
        "The idempotency key belongs to another request",
        "Take a new Idempotency-Key for a different body, or repeat the first body unchanged");
  }

  public static Refusal tooManyRequests(long retryAfterSeconds) {
    return new Refusal(
            429,
            "tooManyRequests",
            "Too many requests",
            "Wait " + retryAfterSeconds + " s and repeat")
        .with("Retry-After", Long.toString(retryAfterSeconds));
  }

  public static Refusal erased() {
    return conflict(
        "erased",
        "Whom this was about is erased; it is kept for the law alone and changes no more");
  }

  public static Refusal relationRuns(String resource, String id) {
    return new Refusal(
        409,
        "relationRuns",
        "What is still running can't be erased",
        "End the relation first: " + resource + " " + id + " is still in use");
  }

  public static Refusal notTheirs(String resource, String id) {
    return new Refusal(
        422,
        "notTheirs",
        "A resource belongs to somebody else",
        "Leave " + resource + " " + id + " out: it belongs to none of the subjects");
  }

  // 5xx: on our side

  /** What was committed a moment ago is not known everywhere yet. */
  public static Refusal catchingUp() {
    return new Refusal(
            503,
            "catchingUp",
            "The service is still reading its own log",
            "Repeat in a moment; nothing was changed")
        .with("Retry-After", "1");
  }

  public static Refusal internal(String correlationId) {
    return new Refusal(
        500,
        "internal",
        "Something broke on our side",
        "Nothing was changed; report correlation id " + correlationId);
  }

  public static Refusal unsupportedFilter(String detail) {
    return new Refusal(501, "unsupportedFilter", "This JSONPath element is not supported", detail);
  }

  public static Refusal busy() {
    return new Refusal(
            503, "busy", "The service has all the requests that it can serve", "Repeat in a moment")
        .with("Retry-After", "1");
  }

  public static Refusal databaseUnavailable() {
    return new Refusal(
            503,
            "databaseUnavailable",
            "The service can't reach its database",
            "Repeat later; whether a change was made is not known: repeat it with its"
                + " Idempotency-Key or If-Match, or read first")
        .with("Retry-After", "1");
  }

  /** Two transactions stood in each other's way, and this one gave way. */
  public static Refusal undone() {
    return new Refusal(
            503,
            "undone",
            "The change was undone for another one",
            "Nothing was changed; repeat it")
        .with("Retry-After", "1");
  }

  public static Refusal tooCostly() {
    return new Refusal(
            503,
            "tooCostly",
            "The request took too long and was stopped",
            "Narrow the filter, or filter by an indexed attribute")
        .with("Retry-After", "1");
  }
}

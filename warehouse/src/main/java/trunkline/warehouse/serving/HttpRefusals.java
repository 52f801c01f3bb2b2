package trunkline.warehouse.serving;

import trunkline.platform.http.Route;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refused;
import trunkline.warehouse.refusal.Refusal;

/** The warehouse's refusals as HTTP answers them. */
final class HttpRefusals {
  private static final String PAUSE = "5";

  private HttpRefusals() {}

  /** A handler whose refusals the edge understands. */
  static Route.Handler answering(Route.Handler handler) {
    return call -> {
      try {
        handler.handle(call);
      } catch (Refusal refusal) {
        throw refused(refusal);
      }
    };
  }

  private static Refused refused(Refusal refusal) {
    String message = capitalised(refusal.getMessage());
    return switch (refusal.code()) {
      case NOT_A_QUERY -> of(400, "notAQuery", "This can't be asked here", message);
      case FORMAT_UNKNOWN -> of(400, "unknownFormat", "The format is not known", message);
      case NOT_FOR_THIS_ROLE -> of(403, "forbidden", "The token does not allow this", message);
      case QUERY_UNKNOWN -> of(404, "notFound", "There is no such resource", message);
      case QUERY_CANCELLED -> of(409, "cancelled", "The query was cancelled", message);
      case QUERY_TIMEOUT -> of(422, "queryTimeout", "The query took too long", message);
      case EXPORT_TOO_LARGE -> of(422, "exportTooLarge", "There are too many rows", message);
      case TABLE_UNSUPPORTED -> of(422, "tableUnsupported", "The table can't be read", message);
      case TOO_MANY_QUERIES ->
          again(429, "tooManyQueries", "You have too many queries at once", message);
      case ENGINE_BUSY -> again(503, "busy", "The engine has all that it can do", message);
      case AUDIT_UNWRITABLE ->
          again(503, "auditUnavailable", "Reads can't be recorded", "Repeat later");
      default -> of(400, "queryFailed", "The query has a mistake", message);
    };
  }

  /** None of the media types that are answered here is accepted. */
  static Refused notAcceptable() {
    return new trunkline.platform.refusal.Refusal(
            406,
            KernelRefusals.notAcceptable().code(),
            "None of the accepted media types can be answered",
            "Accept application/json, text/csv or application/x-ndjson")
        .asException();
  }

  private static Refused of(int status, String code, String reason, String message) {
    return new trunkline.platform.refusal.Refusal(status, code, reason, message).asException();
  }

  private static Refused again(int status, String code, String reason, String message) {
    return new trunkline.platform.refusal.Refusal(status, code, reason, message)
        .with("Retry-After", PAUSE)
        .asException();
  }

  private static String capitalised(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}

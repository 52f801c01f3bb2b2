package trunkline.identification.verification;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import java.util.List;
import java.util.Map;
import trunkline.platform.refusal.KernelRefusals;

/** Which verifications are asked for; an empty status or individual is any. */
record VerificationQuery(String status, String individualId, int limit, int offset) {
  static final int LARGEST_PAGE = 200;
  static final int DEEPEST_OFFSET = 1_000_000;

  /** Reads {@code status}, {@code individualId}, {@code limit} and {@code offset}. */
  static VerificationQuery parse(String rawQuery) {
    Map<String, List<String>> given = URLUtils.parseParameters(rawQuery);
    if (!List.of("status", "individualId", "limit", "offset").containsAll(given.keySet())) {
      throw KernelRefusals.invalidQuery("string", "may hold status, individualId, limit and offset")
          .asException();
    }
    String status = one(given, "status", "");
    if (!status.isEmpty() && Status.find(status).isEmpty()) {
      throw KernelRefusals.invalidQuery("status", "is no status of a verification").asException();
    }
    String individual = one(given, "individualId", "");
    if (individual.indexOf('\0') >= 0) {
      throw KernelRefusals.invalidQuery("individualId", "holds a NUL character").asException();
    }
    return new VerificationQuery(
        status,
        individual,
        number(given, "limit", LARGEST_PAGE, LARGEST_PAGE),
        number(given, "offset", 0, DEEPEST_OFFSET));
  }

  private static String one(Map<String, List<String>> given, String name, String usual) {
    List<String> values = given.getOrDefault(name, List.of(usual));
    if (values.size() != 1) {
      throw KernelRefusals.invalidQuery(name, "may be given once").asException();
    }
    return values.getFirst();
  }

  private static int number(Map<String, List<String>> given, String name, int usual, int most) {
    String text = one(given, name, Integer.toString(usual));
    if (text.matches("\\d{1,7}") && Integer.parseInt(text) <= most) {
      return Integer.parseInt(text);
    }
    throw KernelRefusals.invalidQuery(name, "must be a whole number from 0 to " + most)
        .asException();
  }
}

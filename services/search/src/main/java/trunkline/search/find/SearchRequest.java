package trunkline.search.find;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refused;
import trunkline.search.projection.Kind;

/**
 * {@code q=…&kind=…&limit=…}, understood.
 *
 * @param kind what {@code q} is, when the caller says so
 */
record SearchRequest(String q, Optional<Kind> kind, int limit) {
  private static final int SHORTEST = 2;
  private static final int LONGEST = 100;
  static final int USUAL = 20;
  static final int MOST = 50;

  /** {@code raw} is what stands behind the question mark; refuses what it doesn't know. */
  static SearchRequest parse(String raw) {
    Map<String, String> given = parameters(raw);
    String q = given.getOrDefault("q", "").strip();
    long letters = q.codePoints().filter(Character::isLetterOrDigit).count();
    if (letters < SHORTEST || q.length() > LONGEST) {
      throw refused(
          "q", "must hold %d to %d characters, letters or digits".formatted(SHORTEST, LONGEST));
    }
    return new SearchRequest(
        q, Optional.ofNullable(given.get("kind")).map(SearchRequest::kind), limit(given));
  }

  private static Kind kind(String text) {
    String known = Arrays.stream(Kind.values()).map(Kind::text).collect(Collectors.joining(", "));
    return Kind.find(text).orElseThrow(() -> refused("kind", "must be one of " + known));
  }

  private static int limit(Map<String, String> given) {
    String text = given.getOrDefault("limit", Integer.toString(USUAL));
    int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST) {
      throw refused("limit", "must be a whole number from 1 to " + MOST);
    }
    return limit;
  }

  private static Map<String, String> parameters(String raw) {
    var given = new HashMap<String, String>();
    for (String piece : raw.split("&")) {
      if (!piece.isEmpty()) {
        String[] parts = piece.split("=", 2);
        String name = decoded(parts[0]);
        if (!name.equals("q") && !name.equals("kind") && !name.equals("limit")) {
          throw refused("string", "may hold q, kind and limit");
        }
        if (given.put(name, parts.length == 2 ? decoded(parts[1]) : "") != null) {
          throw refused("string", "may name each parameter once");
        }
      }
    }
    return given;
  }

  private static String decoded(String raw) {
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8).replace('\0', ' ');
    } catch (IllegalArgumentException e) {
      throw refused("string", "is not percent-encoded correctly");
    }
  }

  private static Refused refused(String parameter, String detail) {
    return KernelRefusals.invalidQuery(parameter, detail).asException();
  }

  /** What was asked, for the audit: no value. */
  String withoutValues() {
    return kind.map(k -> "kind=" + k.text() + "&").orElse("") + "limit=" + limit + "&q=***";
  }
}

package trunkline.platform.tmf.patch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refused;

/** Where an operation works: a JSON pointer (RFC 6901), its tokens unescaped. */
record Pointer(List<String> tokens) {
  private static final Pattern SYNTAX = Pattern.compile("(?:/(?:[^/~]|~[01])*+)*+");

  Pointer {
    tokens = List.copyOf(tokens);
  }

  static Pointer of(JsonNode text) {
    if (!text.isTextual() || !SYNTAX.matcher(text.asText()).matches()) {
      throw KernelRefusals.invalidPatch(
              "path and from are JSON pointers such as /contactMedium/0/preferred")
          .asException();
    }
    var tokens = new ArrayList<String>();
    for (String token : text.asText().split("/", -1)) {
      tokens.add(token.replace("~1", "/").replace("~0", "~"));
    }
    return new Pointer(tokens.subList(1, tokens.size()));
  }

  boolean isRoot() {
    return tokens.isEmpty();
  }

  Pointer parent() {
    return new Pointer(tokens.subList(0, tokens.size() - 1));
  }

  String last() {
    return tokens.getLast();
  }

  boolean isWithin(Pointer other) {
    return tokens.size() > other.tokens.size()
        && tokens.subList(0, other.tokens.size()).equals(other.tokens);
  }

  /** The names on the way, without places in arrays. */
  List<String> names() {
    return tokens.stream().filter(token -> !token.matches("\\d+|-")).toList();
  }

  /** An operation that can't be done here; names the place, never what stands there. */
  Refused refused(String why) {
    return KernelRefusals.invalidPatch(
            "At /" + String.join("/", tokens).replaceAll("(?s)^(.{100}).*", "$1…") + ": " + why)
        .asException();
  }
}

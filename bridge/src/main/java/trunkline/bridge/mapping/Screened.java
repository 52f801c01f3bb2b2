package trunkline.bridge.mapping;

import java.util.List;
import java.util.stream.Collectors;

/** What the mapping alone decides about a row, before anything is sent. */
public sealed interface Screened {
  MappedRow row();

  /** Stays behind on purpose. */
  record Excluded(MappedRow row, String rule) implements Screened {}

  /** Cannot be carried over until somebody repairs it. */
  record Rejected(MappedRow row, List<Problem> problems) implements Screened {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }

  /** May be sent. */
  record Ready(MappedRow row) implements Screened {}

  /** One reason why a row is rejected; no part of it shows a value. */
  record Problem(String field, String reason, String hint) {
    /** What the report counts by. */
    public String title() {
      return field.isEmpty() ? reason : field + " " + reason;
    }

    public static String join(
        List<Problem> problems, java.util.function.Function<Problem, String> part) {
      return problems.stream().map(part).collect(Collectors.joining("; "));
    }
  }
}

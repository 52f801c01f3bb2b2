package trunkline.bridge.mapping;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trunkline.bridge.mapping.Screened.Problem;
import trunkline.bridge.source.SourceRow;
import trunkline.bridge.transform.Cell;

/** Puts each source row through the mapping's rules. Pure; any thread may use it. */
public record Screening(Mapping mapping) {
  /** Excluded, rejected with every reason at once, or ready. */
  public Screened screen(SourceRow source) {
    MappedRow row = mapping.view(source);
    if (source.defect().isPresent()) {
      return defective(row, source.defect().get());
    }
    Optional<Rule.Exclude> excluded = exclusion(row);
    if (excluded.isPresent()) {
      return new Screened.Excluded(row, excluded.get().name());
    }
    List<Problem> problems = problems(row);
    return problems.isEmpty() ? new Screened.Ready(row) : new Screened.Rejected(row, problems);
  }

  /** The rule that keeps a row back, without looking at any field that the rule does not need. */
  public Optional<Rule.Exclude> exclusion(MappedRow row) {
    return mapping.exclude().stream().filter(rule -> rule.when().holds(row)).findFirst();
  }

  /**
   * A money field of any row, also of one that stays behind; empty when it cannot be read. It hangs
   * on the row's values alone, so a repair can take back exactly what a rejection counted.
   */
  public Optional<BigDecimal> amount(MappedRow row, String field) {
    return row.field(field).find().map(BigDecimal.class::cast);
  }

  private List<Problem> problems(MappedRow row) {
    List<Problem> problems = new ArrayList<>(nulCharacters(row));
    Set<String> refused = new HashSet<>();
    for (String field : mapping.fieldNames()) {
      if (row.field(field) instanceof Cell.Refused(String reason, String hint)) {
        problems.add(new Problem(field, reason, hint));
        refused.add(field);
      }
    }
    for (Rule.Require rule : mapping.require()) {
      if (!refused.contains(rule.field()) && !rule.that().holds(row)) {
        problems.add(new Problem(rule.field(), rule.reason(), rule.hint()));
      }
    }
    if (problems.isEmpty()) {
      targetProblem(row).ifPresent(problems::add);
    }
    return problems;
  }

  /** PostgreSQL keeps no NUL: one such line would fail the whole call it is sent in, for ever. */
  private List<Problem> nulCharacters(MappedRow row) {
    return mapping.columns().stream()
        .filter(
            name -> {
              String value = row.column(name);
              return value != null && value.indexOf('\0') >= 0;
            })
        .map(name -> new Problem(name, "has a NUL character", "take it out in the source"))
        .toList();
  }

  /** A row must become something, and whatever it becomes must find the ids that it refers to. */
  private Optional<Problem> targetProblem(MappedRow row) {
    Set<String> given = new HashSet<>();
    for (Target target : mapping.targets()) {
      if (target.appliesTo(row)) {
        if (!given.containsAll(target.needs())) {
          return Optional.of(
              new Problem(
                  "",
                  "becomes a " + target.resource() + " without " + target.needs(),
                  "widen the when of the target it refers to"));
        }
        given.add(target.as());
      }
    }
    return given.isEmpty()
        ? Optional.of(new Problem("", "becomes nothing", "no target's when holds for the row"))
        : Optional.empty();
  }

  private static Screened.Rejected defective(MappedRow row, String defect) {
    return new Screened.Rejected(
        row, List.of(new Problem("", defect, "correct the line in the source file")));
  }
}

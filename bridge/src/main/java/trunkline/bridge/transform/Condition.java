package trunkline.bridge.transform;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A question about a row that a rule, a default or a target hangs on. */
public sealed interface Condition {
  boolean holds(Row row);

  /** Where the text to be tested comes from; columns are stripped, so padding never decides. */
  sealed interface Subject {
    Optional<String> text(Row row);

    record Column(String name) implements Subject {
      @Override
      public Optional<String> text(Row row) {
        return Optional.ofNullable(row.column(name)).map(String::strip).filter(s -> !s.isEmpty());
      }
    }

    record Field(String name) implements Subject {
      @Override
      public Optional<String> text(Row row) {
        return row.field(name).text().filter(s -> !s.isBlank());
      }
    }
  }

  record In(Subject subject, Set<String> values) implements Condition {
    public In {
      values = Set.copyOf(values);
    }

    @Override
    public boolean holds(Row row) {
      return subject.text(row).filter(values::contains).isPresent();
    }
  }

  /** Whether there is nothing; a refused value is something. */
  record Blank(Subject subject) implements Condition {
    @Override
    public boolean holds(Row row) {
      return switch (subject) {
        case Subject.Field(String name) when row.field(name) instanceof Cell.Refused -> false;
        default -> subject.text(row).isEmpty();
      };
    }
  }

  record Matches(Subject subject, Pattern pattern) implements Condition {
    @Override
    public boolean holds(Row row) {
      return subject.text(row).filter(t -> pattern.matcher(t).matches()).isPresent();
    }
  }

  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Row row) {
      return !condition.holds(row);
    }
  }

  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean holds(Row row) {
      return conditions.stream().allMatch(c -> c.holds(row));
    }
  }

  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean holds(Row row) {
      return conditions.stream().anyMatch(c -> c.holds(row));
    }
  }
}

package trunkline.bridge.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import trunkline.bridge.source.Columns;
import trunkline.bridge.source.SourceRow;

/**
 * A mapping file, read and checked. The same object drives the profile, the dry run, the load and
 * the reconciliation. Immutable; any thread may use it.
 *
 * @param name the stable name of the source; it begins every key that the platform remembers
 * @param sha256 of the file: together with the source it tells one run from another
 * @param tenant whose customers the rows are
 * @param columns every column that the mapping reads
 * @param money the decimal fields whose sums must balance
 */
public record Mapping(
    String name,
    int version,
    String sha256,
    String tenant,
    SourceSpec source,
    Set<String> columns,
    Map<String, FieldRule> fields,
    List<Rule.Exclude> exclude,
    List<Rule.Require> require,
    Optional<MergeRule> merge,
    List<Target> targets,
    List<String> money) {
  public Mapping {
    columns = Set.copyOf(columns);
    fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    exclude = List.copyOf(exclude);
    require = List.copyOf(require);
    targets = List.copyOf(targets);
    money = List.copyOf(money);
  }

  /** Sees a source row through this mapping. */
  public MappedRow view(SourceRow row) {
    return new MappedRow(this, row);
  }

  /** The fields by name, in the order of the file. */
  public List<String> fieldNames() {
    return List.copyOf(fields.keySet());
  }

  /** Digits after the decimal sign of a money field. */
  public int scaleOf(String moneyField) {
    return field(moneyField).scale().orElseThrow();
  }

  /** Refuses a source that lacks a column which the mapping reads. */
  public void check(Columns present) {
    List<String> missing = new ArrayList<>(columns);
    missing.removeAll(present.names());
    if (!missing.isEmpty()) {
      throw new InvalidMapping(
          "source", "has no column " + missing + "; the columns are " + present.names());
    }
  }

  FieldRule field(String name) {
    FieldRule rule = fields.get(name);
    if (rule == null) {
      throw new IllegalStateException("the reader lets no unknown field pass: " + name);
    }
    return rule;
  }
}

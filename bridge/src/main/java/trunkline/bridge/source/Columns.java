package trunkline.bridge.source;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** The column names of a source, in order; every row of the source shares one instance. */
public final class Columns {
  private final List<String> names;
  private final Map<String, Integer> indexes = new HashMap<>();

  public Columns(List<String> names) {
    this.names = List.copyOf(names);
    for (int i = 0; i < names.size(); i++) {
      if (indexes.put(names.get(i), i) != null) {
        throw new SourceProblem(
            "column " + names.get(i) + " occurs twice in the source; rename one of the two");
      }
    }
  }

  public List<String> names() {
    return names;
  }

  public int size() {
    return names.size();
  }

  public OptionalInt find(String name) {
    Integer index = indexes.get(name);
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  /** The index of a column that the caller has already checked to be there. */
  public int index(String name) {
    return find(name)
        .orElseThrow(() -> new SourceProblem("the source has no column " + name + "; " + names));
  }
}

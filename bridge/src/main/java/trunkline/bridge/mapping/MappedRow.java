package trunkline.bridge.mapping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trunkline.bridge.source.SourceRow;
import trunkline.bridge.transform.Cell;
import trunkline.bridge.transform.Row;

/** A source row seen through the mapping; a field is worked out when somebody first asks for it. */
public final class MappedRow implements Row {
  private final Mapping mapping;
  private final SourceRow source;
  private final Map<String, Cell> cells = new HashMap<>();
  private final List<String> explanations = new ArrayList<>(2);

  MappedRow(Mapping mapping, SourceRow source) {
    this.mapping = mapping;
    this.source = source;
  }

  public SourceRow source() {
    return source;
  }

  @Override
  public @Nullable String column(String name) {
    return source.value(name);
  }

  @Override
  public Cell field(String name) {
    Cell known = cells.get(name);
    if (known != null) {
      return known;
    }
    Cell cell = mapping.field(name).evaluate(this);
    cells.put(name, cell);
    return cell;
  }

  @Override
  public void explain(String explanation) {
    explanations.add(explanation);
  }

  /** The explanations that the fields asked for so far have given. */
  public List<String> explanations() {
    return List.copyOf(explanations);
  }
}

package trunkline.bridge.quarantine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trunkline.bridge.mapping.Screened.Problem;
import trunkline.bridge.source.Columns;
import trunkline.bridge.source.SourceRow;

/**
 * A row that was refused.
 *
 * @param problems every reason that is known
 * @param written the targets that the platform had taken before it refused one
 */
public record Rejection(SourceRow row, List<Problem> problems, List<String> written) {
  public Rejection {
    problems = List.copyOf(problems);
    written = List.copyOf(written);
  }

  /** What the report counts the row under. */
  public String title() {
    return problems.getFirst().title();
  }

  Map<String, @Nullable String> values() {
    Columns columns = row.columns();
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      values.put(columns.names().get(i), row.value(i));
    }
    if (!row.surplus().isEmpty()) {
      values.put(QuarantineFile.SURPLUS, String.join(",", row.surplus()));
    }
    return values;
  }
}

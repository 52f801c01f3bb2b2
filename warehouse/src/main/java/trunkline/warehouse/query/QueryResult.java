package trunkline.warehouse.query;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a question.
 *
 * @param rows values as JDBC gives them: numbers, texts, times, null
 * @param isCut whether there were more rows than are given back
 */
public record QueryResult(List<String> columns, List<List<@Nullable Object>> rows, boolean isCut) {
  public QueryResult {
    columns = List.copyOf(columns);
    rows = Collections.unmodifiableList(rows);
  }
}

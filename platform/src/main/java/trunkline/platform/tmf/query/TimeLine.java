package trunkline.platform.tmf.query;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has one value, newest first: a table of values holds it in that order already, so that a
 * page is read without looking at the rest.
 *
 * @param condition the one that the table answers
 */
record TimeLine(List<Term> condition, ValueTable table) {
  /** Both are read from the table; with them in it, the order is the index's. */
  static final Sql ORDER = Sql.of("along_newest DESC NULLS LAST, along_id");

  static Optional<TimeLine> find(ListQuery query, Map<String, ValueTable> valueTables) {
    return query.conditions().stream()
        .filter(c -> c.size() == 1 && c.getFirst().operator() == Operator.EQ)
        .flatMap(c -> of(c, valueTables).stream())
        .filter(line -> line.isOrderOf(query.sort()))
        .findFirst();
  }

  private static Optional<TimeLine> of(List<Term> condition, Map<String, ValueTable> valueTables) {
    return Optional.ofNullable(valueTables.get(condition.getFirst().path().text()))
        .map(table -> new TimeLine(condition, table));
  }

  private boolean isOrderOf(List<SortKey> sort) {
    return sort.size() == 1
        && sort.getFirst().descending()
        && sort.getFirst().path().text().equals(table.newestBy());
  }

  List<List<Term>> others(List<List<Term>> conditions) {
    return conditions.stream().filter(c -> !c.equals(condition)).toList();
  }

  Sql along() {
    return Sql.of(
        "(SELECT id AS along_id, %s AS along_newest FROM %s WHERE value = ?) AS along"
            .formatted(table.column(), table.name()),
        condition.getFirst().value());
  }
}

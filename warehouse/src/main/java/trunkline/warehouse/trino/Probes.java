package trunkline.warehouse.trino;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.model.TrinoModel;

/**
 * Small questions to both engines, each of which must be true on both: the idioms, and whatever
 * else engines answer differently without a word.
 */
final class Probes {
  private static final List<String> ALL = TrinoModel.probes();
  private static final String QUESTIONS =
      ALL.stream().map(probe -> "(" + probe + ")").collect(Collectors.joining(", ", "SELECT ", ""));

  private Probes() {}

  static int count() {
    return ALL.size();
  }

  /** Those that are not true, each with the engine's name. */
  static List<String> failures(EmbeddedEngine engine, TrinoSession trino) throws SQLException {
    List<String> failures = new ArrayList<>();
    failures.addAll(untrue("DuckDB", engine.rows(QUESTIONS).getFirst()));
    failures.addAll(untrue("Trino", trino.rows(TrinoModel.withIdioms(QUESTIONS)).getFirst()));
    return failures;
  }

  private static List<String> untrue(String engine, List<@Nullable Object> answers) {
    List<String> untrue = new ArrayList<>();
    for (int i = 0; i < ALL.size(); i++) {
      if (!Boolean.TRUE.equals(answers.get(i))) {
        untrue.add("%s says %s: %s".formatted(engine, answers.get(i), ALL.get(i)));
      }
    }
    return untrue;
  }
}

package trunkline.warehouse.model;

import java.util.Collection;
import java.util.Map;
import trunkline.warehouse.lake.FileRows;
import trunkline.warehouse.model.ChangedRows.Change;

/**
 * The versions of touched things when more was told of them: what is current goes on with what
 * came. Only of a thing whose order can't be told from that is all read that was ever told: one
 * that is not there now, or of which something came that lies before what is current.
 */
final class ToldVersions {
  private final Kept kept;
  private final Model model;
  private final Model input;
  private final ModelGraph graph;
  private boolean isOrdered = true;

  ToldVersions(Kept kept, ModelGraph graph) {
    this.kept = kept;
    this.model = kept.model();
    this.graph = graph;
    this.input = graph.get(model.inputs().iterator().next());
  }

  /** Whether nothing that was told has been taken back. */
  boolean haveGrown(Collection<Change> changes) {
    return changes.stream().allMatch(change -> change.gone().isEmpty());
  }

  /** Keeps, from {@code touched} and {@code old}, what is {@code fresh}. */
  void keep(Map<String, Change> changes, String columns) {
    String came =
        Change.all(changes.values().stream().flatMap(change -> change.came().stream()))
            .orElse("SELECT * FROM " + input.table() + " WHERE FALSE");
    kept.keep("told", model.body(name -> "(" + came + ")"));
    kept.keep("unordered", unordered());
    String told = kept.outside("unordered", current() + " UNION ALL BY NAME " + all("told"));
    isOrdered = kept.count("unordered") == 0;
    if (!isOrdered) {
      told =
          "%s UNION ALL BY NAME SELECT * FROM (%s) AS ever".formatted(told, everTold("unordered"));
    }
    kept.keep(
        "fresh",
        "SELECT %1$s FROM (%2$s) AS made UNION ALL SELECT %1$s FROM (%3$s) AS past"
            .formatted(
                columns,
                Versions.of(told, kept.by()),
                kept.outside(
                    "unordered",
                    "SELECT * FROM %s WHERE NOT is_current".formatted(kept.place("old")))));
  }

  /**
   * Things for which what is current and what came are not enough, and of which more was told than
   * came: of a new thing there was not.
   */
  private String unordered() {
    kept.keep(
        "suspect",
        """
        SELECT DISTINCT %1$s FROM %2$s AS told
        LEFT JOIN (SELECT %1$s, tx AS last_tx, seq AS last_seq FROM %3$s WHERE is_current) AS present
        USING (%1$s)
        WHERE last_tx IS NULL OR (tx, seq) <= (last_tx, last_seq)
        """
            .formatted(kept.columns(), kept.place("told"), kept.place("old")));
    if (kept.count("suspect") == 0) {
      return all("suspect");
    }
    return "SELECT DISTINCT %1$s FROM (%2$s) AS ever ANTI JOIN %3$s AS told USING (%1$s, tx, seq)"
        .formatted(kept.columns(), everTold("suspect"), kept.place("told"));
  }

  /** All that was ever told of some things. */
  private String everTold(String things) {
    String rows = kept.among(things, "SELECT * FROM " + input.table());
    return model.body(name -> "(" + rows + ")");
  }

  /** The current versions as what was told: all that versions after them need to know. */
  private String current() {
    return """
        SELECT * EXCLUDE (valid_from, valid_to, is_current, is_deleted, %s, %s),
               valid_from AS event_time, FALSE AS is_delete
        FROM %s WHERE is_current
        """
        .formatted(FileRows.FILE, FileRows.POSITION, kept.place("old"));
  }

  private String all(String what) {
    return "SELECT * FROM " + kept.place(what);
  }

  /** For tests: what was told of touched things are the versions that were there and what came. */
  Names named(Names things) {
    String by = kept.columns();
    return new Names() {
      @Override
      public String model(String name) {
        return graph.tableOf(name);
      }

      @Override
      public String rowsOfThings(Model own) {
        return things.rowsOfThings(own);
      }

      @Override
      public String touched(String columns) {
        return things.touched(columns);
      }

      @Override
      public String told(Model own) {
        return isOrdered
            ? "SELECT %1$s, tx, seq, FALSE AS is_delete FROM %2$s UNION ALL SELECT %1$s, tx, seq, is_delete FROM %3$s"
                .formatted(by, kept.place("old"), kept.place("told"))
            : everTold("touched");
      }
    };
  }
}

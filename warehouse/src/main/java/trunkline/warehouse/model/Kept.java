package trunkline.warehouse.model;

import java.util.List;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.engine.EmbeddedEngine;

/**
 * What a run keeps in the engine while it brings one table up.
 *
 * @param by the columns that name what is brought up: a thing, or a sum
 */
record Kept(Model model, List<String> by, EmbeddedEngine engine) {
  Kept {
    by = List.copyOf(by);
  }

  TableIdentifier place(String what) {
    return ChangedRows.place(model, what);
  }

  void keep(String what, String select) {
    engine.execute("CREATE OR REPLACE TABLE %s AS %s".formatted(place(what), select));
  }

  long count(String what) {
    return engine.number("SELECT COUNT(*) FROM " + place(what)).longValueExact();
  }

  /** Those of the rows that are of the things in {@code what}. */
  String among(String what, String rows) {
    return "SELECT input.* FROM (%s) AS input SEMI JOIN %s USING (%s)"
        .formatted(rows, place(what), columns());
  }

  /** Those that are not. */
  String outside(String what, String rows) {
    return "SELECT input.* FROM (%s) AS input ANTI JOIN %s USING (%s)"
        .formatted(rows, place(what), columns());
  }

  /** The columns of {@link #by}. */
  String columns() {
    return String.join(", ", by);
  }
}

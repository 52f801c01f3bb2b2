package trunkline.warehouse.loader;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;

/**
 * The ids of all batches that a table holds: each commit names its own, and what expired snapshots
 * named stands in a property, so that no expiry makes a batch new again.
 */
public final class BatchIds {
  /** In a snapshot's summary: the batches that it added. */
  public static final String KEY = "dw.batch-id";

  private static final String EXPIRED = "dw.batch-ids";

  private BatchIds() {}

  public static Set<String> of(Table table, Iterable<Snapshot> history) {
    var ids = new TreeSet<>(List.of(table.properties().getOrDefault(EXPIRED, "").split(" ")));
    for (Snapshot snapshot : history) {
      String id = snapshot.summary().get(KEY);
      if (id != null) {
        ids.add(id);
      }
    }
    ids.remove("");
    return ids;
  }

  /** Remembers every id beyond the life of its snapshot; to be called before snapshots expire. */
  public static void remember(Table table) {
    Set<String> ids = of(table, table.snapshots());
    if (!ids.isEmpty()) {
      table.updateProperties().set(EXPIRED, String.join(" ", ids)).commit();
    }
  }
}

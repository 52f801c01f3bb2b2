package trunkline.warehouse.maintenance;

import java.util.ArrayList;
import java.util.List;

/**
 * What maintenance did, or would do.
 *
 * @param compacted small files that became fewer
 * @param into how many they became
 * @param expired snapshots that were forgotten
 * @param deleted files that nobody named
 * @param deletedBytes what they held
 * @param notes what was left alone, and why
 */
public record MaintenanceReport(
    int compacted, int into, int expired, int deleted, long deletedBytes, List<String> notes) {
  public MaintenanceReport {
    notes = List.copyOf(notes);
  }

  /** For a person. */
  public List<String> lines() {
    var lines = new ArrayList<>(notes);
    lines.add(
        "%,d small files became %,d, %,d snapshots expired, %,d leftovers of %,d bytes deleted"
            .formatted(compacted, into, expired, deleted, deletedBytes));
    return lines;
  }
}

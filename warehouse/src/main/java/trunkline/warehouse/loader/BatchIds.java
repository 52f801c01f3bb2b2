package trunkline.warehouse.loader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import trunkline.warehouse.landing.Position;

/**
 * The parts of services' logs that a table holds: each commit names its own, and what expired
 * snapshots named stands in a property, so that no expiry makes a batch new again.
 */
public final class BatchIds {
  /** In a snapshot's summary: the part that it added, {@code service/from..to}. */
  static final String KEY = "dw.batch-id";

  private static final String EXPIRED = "dw.batch-ids";
  private static final Comparator<Part> ORDER =
      Comparator.comparing(Part::service).thenComparing(Part::from);

  private BatchIds() {}

  /** The events of a log after {@code from} up to and with {@code to}. */
  record Part(String service, Position from, Position to) {
    static Part parse(String text) {
      int slash = text.indexOf('/');
      String[] ends = text.substring(slash + 1).split("\\.\\.", 2);
      return new Part(text.substring(0, slash), Position.parse(ends[0]), Position.parse(ends[1]));
    }

    boolean holds(Part other) {
      return service.equals(other.service)
          && from.compareTo(other.from) <= 0
          && to.compareTo(other.to) >= 0;
    }

    private boolean isFollowedBy(Part next) {
      return service.equals(next.service) && next.from.compareTo(to) <= 0;
    }

    private Part and(Part next) {
      return new Part(service, from, next.to.compareTo(to) > 0 ? next.to : to);
    }

    @Override
    public String toString() {
      return "%s/%s..%s".formatted(service, from, to);
    }
  }

  /** All parts, those that meet made one. */
  static List<Part> of(Table table, Iterable<Snapshot> history) {
    var found = new ArrayList<Part>();
    for (String id : table.properties().getOrDefault(EXPIRED, "").split(" ")) {
      if (!id.isEmpty()) {
        found.add(Part.parse(id));
      }
    }
    for (Snapshot snapshot : history) {
      String id = snapshot.summary().get(KEY);
      if (id != null) {
        found.add(Part.parse(id));
      }
    }
    found.sort(ORDER);
    return joined(found);
  }

  private static List<Part> joined(List<Part> sorted) {
    var joined = new ArrayList<Part>();
    for (Part part : sorted) {
      if (!joined.isEmpty() && joined.getLast().isFollowedBy(part)) {
        joined.add(joined.removeLast().and(part));
      } else {
        joined.add(part);
      }
    }
    return joined;
  }

  /** Remembers every part beyond the life of its snapshot; to be called before snapshots expire. */
  public static void remember(Table table) {
    List<Part> parts = of(table, table.snapshots());
    if (!parts.isEmpty()) {
      String text = parts.stream().map(Part::toString).collect(Collectors.joining(" "));
      table.updateProperties().set(EXPIRED, text).commit();
    }
  }
}

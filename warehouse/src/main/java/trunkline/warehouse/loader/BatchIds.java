package trunkline.warehouse.loader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import trunkline.warehouse.landing.Position;

/**
 * The ids of all batches that a table holds: each commit names its own, and what expired snapshots
 * named stands in a property, so that no expiry makes a batch new again.
 */
public final class BatchIds {
  /** In a snapshot's summary: the batch that it added. */
  public static final String KEY = "dw.batch-id";

  private static final String EXPIRED = "dw.batch-ids";

  private BatchIds() {}

  /**
   * A part of a service's log: its events after {@code from} up to and with {@code to}. As an id it
   * is {@code service/from..to}; parts that meet are remembered as one.
   */
  record Part(String service, Position from, Position to) {
    private static final Pattern TEXT = Pattern.compile("([^/]+)/([0-9-]+)\\.\\.([0-9-]+)");
    private static final Comparator<Part> ORDER =
        Comparator.comparing(Part::service).thenComparing(Part::from);

    static Optional<Part> read(String id) {
      Matcher text = TEXT.matcher(id);
      return text.matches()
          ? Optional.of(
              new Part(text.group(1), Position.parse(text.group(2)), Position.parse(text.group(3))))
          : Optional.empty();
    }

    private boolean holds(Part other) {
      return service.equals(other.service)
          && from.compareTo(other.from) <= 0
          && to.compareTo(other.to) >= 0;
    }

    private boolean meets(Part next) {
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

  /** Whether the table has all of this part, in whatever batches it came. */
  static boolean hold(Table table, Iterable<Snapshot> history, Part part) {
    return parts(of(table, history)).stream().anyMatch(known -> known.holds(part));
  }

  private static List<Part> parts(Set<String> ids) {
    var joined = new ArrayList<Part>();
    ids.stream()
        .flatMap(id -> Part.read(id).stream())
        .sorted(Part.ORDER)
        .forEach(
            part -> {
              boolean meets = !joined.isEmpty() && joined.getLast().meets(part);
              joined.add(meets ? joined.removeLast().and(part) : part);
            });
    return joined;
  }

  /** Remembers every id beyond the life of its snapshot; to be called before snapshots expire. */
  public static void remember(Table table) {
    Set<String> ids = of(table, table.snapshots());
    if (!ids.isEmpty()) {
      var kept = new TreeSet<String>();
      parts(ids).forEach(part -> kept.add(part.toString()));
      ids.stream().filter(id -> Part.read(id).isEmpty()).forEach(kept::add);
      table.updateProperties().set(EXPIRED, String.join(" ", kept)).commit();
    }
  }
}

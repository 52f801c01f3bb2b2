package trunkline.warehouse.lake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import trunkline.platform.storage.ObjectStore;
import trunkline.platform.storage.ObjectStore.Entry;
import trunkline.platform.storage.S3Config;

/**
 * Files that nobody names: of killed processes, and copies of objects that have gone. A young one
 * may be another process's, which is about to name it.
 *
 * @param found all of them that are old enough
 * @param young those that are not
 */
public record Leftovers(List<Leftover> found, List<String> young) {
  /** One of them: which store it lies in, and its entry there. */
  public record Leftover(ObjectStore store, Entry entry) {
    public String location() {
      return store.location(entry.name());
    }

    public void delete() {
      store.delete(entry.name());
    }
  }

  public Leftovers {
    found = List.copyOf(found);
    young = List.copyOf(young);
  }

  /**
   * Looks through the tables' files, this machine's copies of them, and what is being made.
   *
   * @param named locations of files that tables name
   * @param before files changed at or after this are young
   */
  public static Leftovers of(Lake lake, Set<String> named, Instant before) {
    var found = new ArrayList<Leftover>();
    var young = new ArrayList<String>();
    for (Place place : places(lake)) {
      for (Entry entry : place.store().list(place.prefix())) {
        if (named.contains(lake.location(entry.name()))) {
          continue;
        }
        if (entry.changedAt().isBefore(before)) {
          found.add(new Leftover(place.store(), entry));
        } else {
          young.add(place.store().location(entry.name()));
        }
      }
    }
    return new Leftovers(found, young);
  }

  private record Place(ObjectStore store, String prefix) {}

  private static List<Place> places(Lake lake) {
    ObjectStore local = ObjectStore.of(lake.folder().toString(), S3Config.AWS);
    var places = new ArrayList<Place>();
    places.add(new Place(lake.store(), "tables/"));
    if (ObjectStore.isBucket(lake.store().location(""))) {
      places.add(new Place(local, "tables/"));
    }
    places.add(new Place(local, "work/"));
    places.add(new Place(local, "spill/"));
    return places;
  }
}

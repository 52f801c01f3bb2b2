package trunkline.platform.landing;

import java.util.List;
import trunkline.platform.log.Position;
import trunkline.platform.storage.ObjectStore;

/** What the landing calls a service's files, and how they are found without listing all. */
public final class LandedNames {
  public static final String MANIFEST = ".manifest.json";
  public static final String DATA = ".ndjson.gz";

  private static final long FIRST_LOOK_BACK = 1_000;
  private static final long FURTHER = 100;

  private LandedNames() {}

  /** The folder of a service, with its slash. */
  public static String folder(String service) {
    return service + "/";
  }

  /**
   * The names of a service's manifests, in order, without their folder: all that begin at or after
   * the transaction, and at least one before it if there is any. A bucket of months is not listed
   * to find the last minute's.
   */
  public static List<String> manifests(ObjectStore store, String service, long tx) {
    String folder = folder(service);
    String wanted = new Position(tx, 0).text();
    for (long back = FIRST_LOOK_BACK; ; back *= FURTHER) {
      boolean all = back >= tx;
      String after = all ? "" : folder + new Position(tx - back, 0).text();
      List<String> names =
          store.list(folder, after).stream()
              .map(entry -> entry.name().substring(folder.length()))
              .filter(name -> name.endsWith(MANIFEST) && !name.contains("/"))
              .toList();
      if (all || (!names.isEmpty() && names.getFirst().compareTo(wanted) < 0)) {
        return names;
      }
    }
  }
}

package trunkline.warehouse.landing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import trunkline.platform.landing.LandedNames;
import trunkline.platform.storage.FolderTree;
import trunkline.platform.storage.ObjectStore;
import trunkline.platform.storage.S3Config;
import trunkline.warehouse.refusal.Refusal;

/**
 * Where each service's cursor leaves its batches (ARCHITECTURE.md, Landing). Only read: what is
 * loaded is known by the lake alone.
 *
 * @param copies folder of this machine for copies of a bucket's batches; who has loaded them
 *     deletes them
 */
public record Landing(ObjectStore store, Path copies) {
  /** One in a folder, which needs no copies. */
  public Landing(Path folder) {
    this(ObjectStore.of(folder.toString(), S3Config.AWS), folder);
  }

  /**
   * The chain of batches that holds all after {@code loaded}, in order, at most until {@code
   * events} are in it (the last one may go beyond). Its first batch may begin before {@code
   * loaded}, when a log was landed anew with other cuts.
   *
   * <p>A hole or an overlap further on ends the list, so that what lies before it is still loaded;
   * at the head of the list it is refused.
   */
  public List<Batch> after(Position loaded, String service, long events) {
    TreeMap<Position, String> manifests = manifests(service, loaded);
    List<Batch> chain = new ArrayList<>();
    Position reached = loaded;
    long sum = 0;
    for (String manifest : pending(manifests, loaded, service)) {
      Position from = Position.parse(baseName(manifest));
      if (!chain.isEmpty() && !from.equals(reached)) {
        return chain;
      }
      if (from.compareTo(reached) > 0) {
        throw Refusal.landingGap(place(service), reached, from);
      }
      Batch batch = read(manifest, service);
      chain.add(batch);
      reached = batch.to();
      sum += batch.events();
      if (sum >= events) {
        return chain;
      }
    }
    return chain;
  }

  /** How many batches begin at or after {@code loaded}, by their names alone. */
  public int waiting(Position loaded, String service) {
    return manifests(service, loaded).tailMap(loaded, true).size();
  }

  /** Manifests that may hold something after {@code loaded}. */
  private List<String> pending(
      TreeMap<Position, String> manifests, Position loaded, String service) {
    var lower = manifests.lowerEntry(loaded);
    List<String> pending = new ArrayList<>(manifests.tailMap(loaded, true).values());
    if (lower == null) {
      return pending;
    }
    Position to = read(lower.getValue(), service).to();
    if (to.compareTo(loaded) <= 0) {
      return pending;
    }
    if (manifests.containsKey(loaded)) {
      throw Refusal.landingOverlap(place(service), loaded, to);
    }
    pending.addFirst(lower.getValue());
    return pending;
  }

  /** Of what is loaded, the bucket keeps the one that counts. */
  public void deleteCopies(String service) {
    if (ObjectStore.isBucket(store.location(""))) {
      FolderTree.delete(copies.resolve(service));
    }
  }

  private TreeMap<Position, String> manifests(String service, Position loaded) {
    TreeMap<Position, String> manifests = new TreeMap<>();
    for (String name : LandedNames.manifests(store, service, loaded.tx())) {
      manifests.put(positionOf(service, name), name);
    }
    return manifests;
  }

  private Position positionOf(String service, String manifest) {
    try {
      return Position.parse(baseName(manifest));
    } catch (IllegalArgumentException e) {
      throw Refusal.manifestInvalid(place(service) + manifest, "is not named after a position");
    }
  }

  private Batch read(String manifest, String service) {
    return Batch.read(store, LandedNames.folder(service), manifest, copies.resolve(service));
  }

  private String place(String service) {
    return store.location(LandedNames.folder(service));
  }

  static String baseName(String manifest) {
    return manifest.substring(0, manifest.length() - LandedNames.MANIFEST.length());
  }
}

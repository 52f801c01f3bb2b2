package trunkline.warehouse.landing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import trunkline.warehouse.refusal.Refusal;

/**
 * The folder where each service's cursor leaves its batches (ARCHITECTURE.md, Landing). Only read:
 * what is loaded is known by the lake alone.
 */
public record Landing(Path folder) {
  static final String DATA = ".ndjson.gz";
  static final String MANIFEST = ".manifest.json";

  /**
   * The chain of batches that holds all after {@code loaded}, in order, at most until {@code
   * events} are in it (the last one may go beyond). Its first batch may begin before {@code
   * loaded}, when a log was landed anew with other cuts.
   *
   * <p>A hole or an overlap further on ends the list, so that what lies before it is still loaded;
   * at the head of the list it is refused.
   */
  public List<Batch> after(Position loaded, String service, long events) {
    TreeMap<Position, Path> manifests = manifests(service);
    List<Batch> chain = new ArrayList<>();
    Position reached = loaded;
    long sum = 0;
    for (Path manifest : pending(manifests, loaded, service)) {
      Position from = Position.parse(baseName(manifest));
      if (!chain.isEmpty() && !from.equals(reached)) {
        return chain;
      }
      if (from.compareTo(reached) > 0) {
        throw Refusal.landingGap(folder.resolve(service), reached, from);
      }
      Batch batch = Batch.read(manifest, service);
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
    return manifests(service).tailMap(loaded, true).size();
  }

  /** Manifests that may hold something after {@code loaded}. */
  private List<Path> pending(TreeMap<Position, Path> manifests, Position loaded, String service) {
    var lower = manifests.lowerEntry(loaded);
    List<Path> pending = new ArrayList<>(manifests.tailMap(loaded, true).values());
    if (lower == null) {
      return pending;
    }
    Position to = Batch.read(lower.getValue(), service).to();
    if (to.compareTo(loaded) <= 0) {
      return pending;
    }
    if (manifests.containsKey(loaded)) {
      throw Refusal.landingOverlap(folder.resolve(service), loaded, to);
    }
    pending.addFirst(lower.getValue());
    return pending;
  }

  private TreeMap<Position, Path> manifests(String service) {
    TreeMap<Position, Path> manifests = new TreeMap<>();
    Path place = folder.resolve(service);
    if (!Files.isDirectory(place)) {
      return manifests;
    }
    try (var files = Files.newDirectoryStream(place, "*" + MANIFEST)) {
      for (Path file : files) {
        manifests.put(positionOf(file), file);
      }
      return manifests;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Position positionOf(Path manifest) {
    try {
      return Position.parse(baseName(manifest));
    } catch (IllegalArgumentException e) {
      throw Refusal.manifestInvalid(manifest, "is not named after a position");
    }
  }

  static String baseName(Path manifest) {
    String name = manifest.getFileName().toString();
    return name.substring(0, name.length() - MANIFEST.length());
  }
}

package trunkline.platform.landing;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.TreeSet;
import trunkline.platform.json.Json;
import trunkline.platform.log.Position;
import trunkline.platform.storage.ObjectStore;

/** The batches of one service as they lie in the landing. */
record LandedBatches(ObjectStore store, String service) {
  private String name(String file) {
    return LandedNames.folder(service) + file;
  }

  Optional<Manifest> find(Position from) {
    return store
        .find(name(Manifest.fileName(from)))
        .map(json -> Manifest.of(Json.parse(new String(json, StandardCharsets.UTF_8))));
  }

  /** Where batches begin, from the last one before {@code position} on. */
  TreeSet<Position> around(Position position) {
    var found = new TreeSet<Position>();
    for (String name : LandedNames.manifests(store, service, position.tx())) {
      String[] from = name.replace(LandedNames.MANIFEST, "").split("-");
      found.add(new Position(Long.parseLong(from[0]), Long.parseLong(from[1])));
    }
    return found;
  }

  /** The position behind the last batch, when that is known to lie behind {@code position}. */
  Position endBehind(Position position) {
    TreeSet<Position> found = around(position);
    return found.isEmpty()
        ? Position.START
        : find(found.last()).map(Manifest::to).orElse(Position.START);
  }

  Optional<byte[]> data(Manifest manifest) {
    return store.find(name(manifest.file()));
  }

  /**
   * Writes a batch's data under a name that nobody has taken yet: neither a writer at the same
   * moment nor a killed one before can have its data named by another's manifest.
   *
   * @return the name
   */
  String putData(Position from, int revision, byte[] data) {
    for (int free = revision; ; free++) {
      String file = Manifest.dataFile(from, free);
      if (store.create(name(file), data)) {
        return file;
      }
    }
  }

  /** Makes a batch exist; false when it exists already. */
  boolean publish(Manifest manifest) {
    return store.create(name(Manifest.fileName(manifest.from())), bytes(manifest));
  }

  void replace(Manifest manifest) {
    store.put(name(Manifest.fileName(manifest.from())), bytes(manifest));
  }

  private static byte[] bytes(Manifest manifest) {
    return manifest.json().getBytes(StandardCharsets.UTF_8);
  }

  /** Deletes whatever lies there of a batch besides what its manifest names. */
  void sweep(Manifest manifest) {
    String batch = name(manifest.from().text() + ".");
    for (ObjectStore.Entry entry : store.list(batch)) {
      if (!entry.name().equals(name(manifest.file()))
          && !entry.name().equals(name(Manifest.fileName(manifest.from())))) {
        store.delete(entry.name());
      }
    }
  }
}

package trunkline.warehouse.landing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import trunkline.platform.digest.Sha256;
import trunkline.platform.landing.LandedNames;
import trunkline.platform.storage.ObjectStore;
import trunkline.warehouse.refusal.Refusal;

/**
 * One landed batch: the events of {@code service} after {@code from} up to and including {@code
 * to}.
 *
 * @param data the name of its data in the landing
 * @param place the folder of this machine that {@link #verify} copies a bucket's data to
 */
public record Batch(
    String service,
    ObjectStore store,
    String data,
    Path place,
    Position from,
    Position to,
    long events,
    long bytes,
    String sha256) {
  private static final Pattern REVISION =
      Pattern.compile("(\\.r\\d+)?" + Pattern.quote(LandedNames.DATA));

  static Batch read(ObjectStore store, String folder, String name, Path place) {
    String manifest = store.location(folder + name);
    byte[] content =
        store
            .find(folder + name)
            .orElseThrow(() -> Refusal.manifestInvalid(manifest, "has gone meanwhile"));
    Manifest said = Manifest.read(manifest, content);
    String base = Landing.baseName(name);
    if (!LandedNames.folder(said.service()).equals(folder)
        || !isDataOf(base, said.file())
        || !said.from().toString().equals(base)) {
      throw Refusal.manifestInvalid(
          manifest, "names another service, file or position than its own");
    }
    if (said.to().compareTo(said.from()) <= 0 || said.events() <= 0) {
      throw Refusal.manifestInvalid(manifest, "holds no events");
    }
    return new Batch(
        said.service(),
        store,
        folder + said.file(),
        place,
        said.from(),
        said.to(),
        said.events(),
        said.bytes(),
        said.sha256());
  }

  /** A batch that was written again, with less in it, has data of a later revision. */
  private static boolean isDataOf(String base, String file) {
    return file.startsWith(base) && REVISION.matcher(file.substring(base.length())).matches();
  }

  /** The name under which bronze remembers where a row came from. */
  public String name() {
    return data.substring(data.lastIndexOf('/') + 1);
  }

  /** Where its data lies, for a person. */
  public String location() {
    return store.location(data);
  }

  /** Its data on this machine, once it is verified. */
  public Path file() {
    Path copy = place.resolve(name());
    return Files.exists(copy) ? copy : store.fetch(data, place).orElseThrow(this::missing);
  }

  private Refusal missing() {
    return Refusal.batchMissing(location());
  }

  /** Refuses the batch unless its file is, byte for byte, the one that was written. */
  public void verify() {
    Path file = store.fetch(data, place).orElseThrow(this::missing);
    try {
      long size = Files.size(file);
      if (size != bytes) {
        throw Refusal.batchCorrupt(location(), size + " bytes instead of " + bytes);
      }
      if (!Sha256.hex(file).equalsIgnoreCase(sha256)) {
        throw Refusal.batchCorrupt(location(), "its SHA-256 differs");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

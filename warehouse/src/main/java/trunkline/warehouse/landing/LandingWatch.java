package trunkline.warehouse.landing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import trunkline.platform.storage.ObjectStore;

/** Waits until something is landed. What lands between two waits ends the second at once. */
public interface LandingWatch extends AutoCloseable {
  static LandingWatch of(Landing landing, List<String> services) {
    String place = landing.store().location("");
    return ObjectStore.isBucket(place)
        ? new BucketWatch(landing.store(), services)
        : new FolderWatch(Path.of(place), services);
  }

  /** Returns when a batch or a service's folder has come, or after {@code longest}. */
  void await(Duration longest) throws InterruptedException;

  @Override
  void close();
}

package trunkline.warehouse.landing;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trunkline.platform.landing.LandedNames;
import trunkline.platform.storage.ObjectStore;

/** A bucket has to be asked: one listing of each service, of what came after the last look. */
final class BucketWatch implements LandingWatch {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final ObjectStore store;
  private final List<String> services;
  private final Map<String, String> newest = new HashMap<>();

  BucketWatch(ObjectStore store, List<String> services) {
    this.store = store;
    this.services = List.copyOf(services);
    isNews();
  }

  @Override
  public void await(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    while (!isNews() && System.nanoTime() < end) {
      Thread.sleep(PAUSE);
    }
  }

  private boolean isNews() {
    boolean news = false;
    for (String service : services) {
      String folder = LandedNames.folder(service);
      List<ObjectStore.Entry> came = store.list(folder, newest.getOrDefault(service, folder));
      if (!came.isEmpty()) {
        newest.put(service, came.getLast().name());
        news = true;
      }
    }
    return news;
  }

  @Override
  public void close() {
    // holds nothing
  }
}

package trunkline.warehouse.landing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import trunkline.platform.landing.LandedNames;

/** The operating system tells of a folder: nothing is read, and waiting costs nothing. */
final class FolderWatch implements LandingWatch {
  private final Path folder;
  private final List<String> services;
  private final WatchService watch;

  FolderWatch(Path landing, List<String> services) {
    this.folder = landing;
    this.services = List.copyOf(services);
    try {
      Files.createDirectories(landing);
      this.watch = landing.getFileSystem().newWatchService();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    register();
  }

  /** Again and again, since a service's folder comes with its first batch. */
  private void register() {
    try {
      folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      for (String service : services) {
        Path place = folder.resolve(service);
        if (Files.isDirectory(place)) {
          place.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void await(Duration longest) throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    boolean news = false;
    while (!news) {
      WatchKey key = watch.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (key == null) {
        return;
      }
      news = isNews(key);
    }
    for (WatchKey more = watch.poll(); more != null; more = watch.poll()) {
      isNews(more); // taken, so that one refresh answers all
    }
    register();
  }

  private static boolean isNews(WatchKey key) {
    boolean news =
        key.pollEvents().stream()
            .map(event -> String.valueOf(event.context()))
            .anyMatch(name -> name.endsWith(LandedNames.MANIFEST) || !name.contains("."));
    key.reset();
    return news;
  }

  @Override
  public void close() {
    try {
      watch.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package trunkline.warehouse.exchange.drop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import trunkline.platform.digest.Sha256;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.refusal.Refusal;

/**
 * Where files arrive: {@code feeds/} declares what is expected, {@code incoming/} is written by
 * whoever sends. A file that is complete is renamed into {@code taking/}, loaded, and ends in
 * {@code done/} or {@code refused/} with a receipt beside it. What a crash left in {@code taking/}
 * is gone on with by the next run; the table knows which files it holds.
 */
public final class DropFolder {
  /** A property of a feed's table: kinds by personal column, as JSON. */
  public static final String PERSONAL = "dw.personal";

  private final Path folder;
  private final KeptFiles kept;
  private final Lake lake;
  private final EngineSettings settings;
  private final Clock clock;

  public DropFolder(Path folder, Lake lake, EngineSettings settings, Clock clock) {
    this.folder = folder;
    this.kept = new KeptFiles(folder);
    this.lake = lake;
    this.settings = settings;
    this.clock = clock;
  }

  /** Takes all that is complete; nothing happens where no feed is declared. */
  public List<DropReceipt> pickUp() {
    List<Feed> feeds = feeds();
    return feeds.isEmpty() ? List.of() : locked(feeds, () -> taken(feeds));
  }

  /** What is declared. */
  public List<Feed> feeds() {
    if (!Files.isDirectory(folder.resolve("feeds"))) {
      return List.of();
    }
    try {
      return files("feeds").stream()
          .filter(f -> f.toString().endsWith(".yaml"))
          .map(Feed::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Loads a file that was fetched and not sent.
   *
   * @param digest what makes it the same delivery, however often and with what bytes it is fetched
   */
  public DropReceipt deliver(Feed feed, Path file, String digest) {
    return locked(List.of(feed), () -> List.of(load(feed, file, digest))).getFirst();
  }

  /** One sentence for each feed that tells of people whom no erasure finds in it. */
  public List<String> beyondErasures() {
    return feeds().stream()
        .filter(Feed::isBeyondErasures)
        .map(
            feed ->
                "%s: erasures do not reach it, though it has personal columns. Name in feeds/%s.yaml, as person, the columns that hold ids of people or of what is theirs."
                    .formatted(feed.table(), feed.name()))
        .toList();
  }

  /** What erasures do to the feeds that are declared. */
  public FeedErasures erasures(FeedErasures.Receipted receipted) {
    return new FeedErasures(this, kept, lake, settings, receipted);
  }

  @FunctionalInterface
  interface Work<T> {
    T done() throws IOException;
  }

  /** Does something while nobody else takes files; each feed has its table by then. */
  <T> T locked(List<Feed> feeds, Work<T> work) {
    var options = new StandardOpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.WRITE};
    try {
      for (String place : List.of("incoming", "taking", "done", "refused")) {
        Files.createDirectories(folder.resolve(place));
      }
      try (var channel = FileChannel.open(folder.resolve(".lock"), options);
          var lock = channel.tryLock()) {
        if (lock == null) {
          throw Refusal.dropBusy(folder);
        }
        makeTables(feeds);
        return work.done();
      }
    } catch (OverlappingFileLockException e) {
      throw Refusal.dropBusy(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<DropReceipt> taken(List<Feed> feeds) throws IOException {
    for (Path file : files("incoming")) {
      if (complete(feeds, file)) {
        take(file);
      }
    }
    List<DropReceipt> receipts = new ArrayList<>();
    for (Path file : files("taking")) {
      Optional<Feed> feed = feed(feeds, file);
      if (feed.isPresent()) {
        receipts.add(load(feed.get(), file, Sha256.hex(file)));
      }
    }
    return receipts;
  }

  /** A model can refer to a feed before its first file has come. */
  private void makeTables(List<Feed> feeds) {
    try (var engine = EmbeddedEngine.open(settings)) {
      feeds.forEach(feed -> new FeedLoad(lake, settings, feed).table(engine));
    }
  }

  private boolean complete(List<Feed> feeds, Path file) throws IOException {
    Optional<Feed> feed = feed(feeds, file);
    if (feed.isEmpty()) {
      return false;
    }
    return switch (feed.get().complete()) {
      case "done" -> Files.exists(companion(file, ".done"));
      case "sha256" -> Files.exists(companion(file, ".sha256"));
      default ->
          Files.getLastModifiedTime(file)
              .toInstant()
              .isBefore(clock.instant().minus(feed.get().quiet()));
    };
  }

  private static Optional<Feed> feed(List<Feed> feeds, Path file) {
    String name = file.getFileName().toString();
    if (name.endsWith(".done") || name.endsWith(".sha256")) {
      return Optional.empty();
    }
    List<Feed> taking = feeds.stream().filter(feed -> feed.takes(file)).toList();
    if (taking.size() > 1) {
      throw Refusal.feedInvalid(
          Path.of("feeds/" + taking.get(1).name() + ".yaml"),
          "takes %s, and so does %s".formatted(name, taking.getFirst().name()));
    }
    return taking.stream().findFirst();
  }

  /** From here on no writer reaches it by its name. */
  private void take(Path file) throws IOException {
    Path taken = folder.resolve("taking").resolve(file.getFileName());
    if (Files.exists(taken)) {
      return; // one of that name is not settled yet: the next run takes this one
    }
    for (String ending : List.of(".sha256", ".done")) {
      if (Files.exists(companion(file, ending))) {
        Files.move(
            companion(file, ending),
            companion(taken, ending),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.move(file, taken, StandardCopyOption.ATOMIC_MOVE);
  }

  private DropReceipt load(Feed feed, Path file, String digest) throws IOException {
    String name = file.getFileName().toString();
    Path done = kept.place("done", name, digest);
    DropReceipt receipt;
    lake.find(feed.table()).ifPresent(FeedErasures::beginAnew);
    try {
      checkDigest(feed, file, digest);
      var result = new FeedLoad(lake, settings, feed).load(file, digest, clock.instant());
      boolean isFirst = result.isNew() || !kept.isReceived(digest);
      receipt = receipt(feed, name, digest, isFirst ? "loaded" : "duplicate", "", result);
    } catch (Refusal refusal) {
      done = kept.place("refused", name, digest);
      var nothing = new FeedLoad.Result(0, 0, 0, false);
      receipt = receipt(feed, name, digest, "refused", refusal.getMessage(), nothing);
    }
    receipt.write(done);
    Files.move(file, done, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Files.deleteIfExists(companion(file, ".done"));
    Files.deleteIfExists(companion(file, ".sha256"));
    return receipt;
  }

  private DropReceipt receipt(
      Feed feed, String name, String digest, String outcome, String why, FeedLoad.Result result) {
    boolean isLoaded = outcome.equals("loaded");
    return new DropReceipt(
        feed.name(),
        name,
        digest,
        outcome,
        why,
        result.rows(),
        isLoaded ? result.loaded() : 0,
        isLoaded ? result.refused() : 0,
        clock.instant(),
        !result.isNew(),
        List.of());
  }

  private static void checkDigest(Feed feed, Path file, String digest) throws IOException {
    Path companion = companion(file, ".sha256");
    if (feed.complete().equals("sha256") && Files.exists(companion)) {
      String wanted = Files.readString(companion).strip().split("\\s+", 2)[0];
      if (!wanted.toLowerCase(Locale.ROOT).equals(digest)) {
        throw Refusal.fileRefused("it is not the file whose SHA-256 came with it; send it again");
      }
    }
  }

  private static Path companion(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  /** Ordinary files only: a link could lead to what the sender may not read. */
  private List<Path> files(String place) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(place))) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }
}

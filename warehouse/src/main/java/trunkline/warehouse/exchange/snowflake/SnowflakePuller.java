package trunkline.warehouse.exchange.snowflake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import trunkline.platform.digest.Sha256;
import trunkline.platform.storage.FolderTree;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.exchange.drop.DropFolder;
import trunkline.warehouse.exchange.drop.DropReceipt;
import trunkline.warehouse.exchange.drop.Feed;
import trunkline.warehouse.exchange.snowflake.SnowflakeConfig.Settings;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.lake.TableView;
import trunkline.warehouse.refusal.Refusal;

/**
 * Pulls the rows of feeds that lie in Snowflake and loads them as files from elsewhere are loaded.
 *
 * <p>How far a feed has come is asked of its table here, which moves in the commit that adds the
 * rows; nothing else is remembered. A delivery is named by what it holds, from one watermark to the
 * next or the whole in one state, so that a repeat of it, whatever the first one came to, is known.
 */
public final class SnowflakePuller {
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Settings settings;
  private final Lake lake;
  private final EngineSettings engine;
  private final DropFolder drop;
  private final Path folder;
  private final Clock clock;

  /**
   * @param folder where files are on their way, on the drop folder's disk
   */
  public SnowflakePuller(
      Settings settings,
      Lake lake,
      EngineSettings engine,
      DropFolder drop,
      Path folder,
      Clock clock) {
    this.settings = settings;
    this.lake = lake;
    this.engine = engine;
    this.drop = drop;
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * What there is to fetch.
   *
   * @param digest what makes it the same delivery
   * @param from what stands behind FROM to get its rows
   */
  private record Delivery(String name, String digest, long rows, String from) {}

  /**
   * Pulls these feeds, or all that lie in Snowflake when none is named.
   *
   * @return a receipt for each that had news
   */
  public List<DropReceipt> pull(List<String> names, Consumer<DropReceipt> done) {
    List<Feed> feeds = feeds(names);
    List<DropReceipt> receipts = new ArrayList<>();
    if (!feeds.isEmpty()) {
      forgetAbandoned();
      try (SnowflakeSession session = SnowflakeSession.open(settings)) {
        new SnowflakeStage(session).ensure();
        for (Feed feed : feeds) {
          Optional<DropReceipt> receipt = pull(session, feed);
          receipt.ifPresent(done);
          receipt.ifPresent(receipts::add);
        }
      }
    }
    return receipts;
  }

  /** What a run that was killed has left on its way. */
  private void forgetAbandoned() {
    Instant before = clock.instant().minus(ABANDONED);
    try {
      Files.createDirectories(folder);
      try (Stream<Path> runs = Files.list(folder)) {
        for (Path run : runs.toList()) {
          if (Files.getLastModifiedTime(run).toInstant().isBefore(before)) {
            FolderTree.delete(run);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Feed> feeds(List<String> names) {
    List<Feed> declared =
        drop.feeds().stream().filter(feed -> feed.snowflake().isPresent()).toList();
    for (String name : names) {
      if (declared.stream().noneMatch(feed -> feed.name().equals(name))) {
        throw Refusal.feedUnknown(name);
      }
    }
    return declared.stream().filter(f -> names.isEmpty() || names.contains(f.name())).toList();
  }

  private Optional<DropReceipt> pull(SnowflakeSession session, Feed feed) {
    var columns = new PulledColumns(feed, feed.snowflake().orElseThrow());
    Optional<Delivery> news =
        columns.from().watermark().isEmpty()
            ? whole(session, columns)
            : since(session, columns, watermark(columns));
    return news.map(delivery -> fetch(session, columns, delivery));
  }

  /** All rows beyond the watermark of the last one that is here. */
  private static Optional<Delivery> since(
      SnowflakeSession session, PulledColumns columns, Optional<String> from) {
    String beyond = from.map(value -> columns.watermark(">", value)).orElse("TRUE");
    String rows = columns.source() + " WHERE " + beyond;
    Optional<String> to = value(session, "SELECT %s FROM %s".formatted(columns.greatest(), rows));
    if (to.isEmpty()) {
      return Optional.empty();
    }
    String until = rows + " AND " + columns.watermark("<=", to.get());
    long count = Long.parseLong(value(session, "SELECT COUNT(*) FROM " + until).orElse("0"));
    String name =
        "%s after %s to %s"
            .formatted(columns.feed().name(), from.orElse("the beginning"), to.get());
    return Optional.of(new Delivery(name, Sha256.hex(name), count, until));
  }

  private static Optional<String> value(SnowflakeSession session, String sql) {
    return Optional.ofNullable(session.rows(sql).getFirst().getFirst()).map(Object::toString);
  }

  /** All rows, when they are not those of the last delivery. */
  private Optional<Delivery> whole(SnowflakeSession session, PulledColumns columns) {
    String sql =
        "SELECT COUNT(*), HASH_AGG(%s) FROM %s".formatted(columns.texts(), columns.source());
    var state = session.rows(sql).getFirst();
    String name = "%s whole %s of %s".formatted(columns.feed().name(), state.get(1), state.get(0));
    Optional<List<String>> last = last(columns.feed());
    long rows = Long.parseLong(String.valueOf(state.getFirst()));
    if (rows == 0 || last.filter(known -> known.getFirst().equals(file(name))).isPresent()) {
      return Optional.empty();
    }
    // after what it comes belongs to its name: the same state may come back after another one
    String before = last.map(List::getLast).orElse("");
    return Optional.of(
        new Delivery(name, Sha256.hex(name + " after " + before), rows, columns.source()));
  }

  private DropReceipt fetch(SnowflakeSession session, PulledColumns columns, Delivery delivery) {
    var stage = new SnowflakeStage(session);
    String place = "pull/%s/".formatted(columns.feed().name());
    stage.clear(place);
    session.run(
        "COPY INTO %s FROM (SELECT %s FROM %s) FILE_FORMAT = (TYPE = PARQUET) HEADER = TRUE"
            .formatted(stage.at(place), columns.select(), delivery.from()));
    Path own = folder.resolve(UUID.randomUUID().toString());
    try {
      Files.createDirectories(own);
      stage.get(place, own);
      Path file = own.resolve(file(delivery.name()));
      if (joined(own, file) != delivery.rows()) {
        throw Refusal.snowflakeOutrun(columns.source());
      }
      DropReceipt receipt = drop.deliver(columns.feed(), file, delivery.digest());
      stage.clear(place);
      return receipt;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      FolderTree.delete(own);
    }
  }

  private static String file(String name) {
    return name.replaceAll("[^A-Za-z0-9.-]+", "-") + ".parquet";
  }

  /** Snowflake writes as many files as it likes; a delivery is one. */
  private long joined(Path parts, Path whole) {
    try (var own = EmbeddedEngine.open(engine);
        Stream<Path> files = Files.list(parts)) {
      List<Path> all = files.sorted().toList();
      if (all.isEmpty()) {
        return 0;
      }
      own.execute(
          "COPY (SELECT * FROM read_parquet(%s)) TO %s (FORMAT parquet, COMPRESSION zstd)"
              .formatted(Literal.list(all), Literal.text(whole)));
      return own.number("SELECT COUNT(*) FROM read_parquet(%s)".formatted(Literal.text(whole)))
          .longValueExact();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How far the rows that are here go. */
  private Optional<String> watermark(PulledColumns columns) {
    String type = columns.feed().columns().get(columns.from().watermark());
    String greatest = "MAX(%s)".formatted(Literal.name(columns.from().watermark()));
    String text =
        String.valueOf(type).startsWith("TIMESTAMP")
            ? "strftime(%s, '%%Y-%%m-%%d %%H:%%M:%%S.%%f')".formatted(greatest)
            : "CAST(%s AS VARCHAR)".formatted(greatest);
    return here(columns.feed(), text, "").map(List::getFirst);
  }

  /** The name of the last delivery's file, and its digest. */
  private Optional<List<String>> last(Feed feed) {
    return here(feed, "file_name, file_digest", " ORDER BY loaded_at DESC LIMIT 1");
  }

  /** The first row of the feed's table, when there is one and it has a value. */
  private Optional<List<String>> here(Feed feed, String select, String order) {
    return lake.find(feed.table())
        .flatMap(
            table -> {
              try (var own = EmbeddedEngine.open(engine)) {
                TableView.create(own, feed.table(), table);
                return own
                    .rows("SELECT %s FROM %s%s".formatted(select, feed.table(), order))
                    .stream()
                    .findFirst()
                    .filter(row -> row.getFirst() != null)
                    .map(row -> row.stream().map(String::valueOf).toList());
              }
            });
  }
}

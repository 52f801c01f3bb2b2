package trunkline.warehouse.loader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.apache.iceberg.Table;
import trunkline.platform.privacy.ErasureInstruction;
import trunkline.warehouse.contract.Contracts;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineFailure;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.lake.DataFileWriter;
import trunkline.warehouse.lake.DataFileWriter.Written;
import trunkline.warehouse.landing.Batch;
import trunkline.warehouse.landing.Position;
import trunkline.warehouse.refusal.Refusal;

/**
 * Turns batches into one data file. All are read at once; only when the result is not what the
 * manifests promise is a batch taken apart line by line.
 */
final class ChainReader {
  private final EmbeddedEngine engine;
  private final DataFileWriter writer;
  private final Quarantine quarantine;
  private final Path workFolder;

  ChainReader(
      EmbeddedEngine engine, DataFileWriter writer, Quarantine quarantine, Path workFolder) {
    this.engine = engine;
    this.writer = writer;
    this.quarantine = quarantine;
    this.workFolder = workFolder;
  }

  EventFile read(Table table, List<Batch> chain, Position loaded, Instant now) {
    Map<Batch, Cleaned> cleaned = new HashMap<>();
    if (chain.getFirst().from().compareTo(loaded) < 0) {
      cleaned.put(chain.getFirst(), clean(chain.getFirst(), loaded));
    }
    try {
      Written written = write(table, chain, cleaned, now);
      List<Batch> broken = broken(written, chain, cleaned);
      if (broken.isEmpty()) {
        return eventFile(written, chain, cleaned);
      }
      written.discard();
      broken.forEach(batch -> cleaned.put(batch, clean(batch, loaded)));
    } catch (EngineFailure unreadable) {
      chain.forEach(batch -> cleaned.computeIfAbsent(batch, b -> clean(b, loaded)));
    }
    return readCleaned(table, chain, cleaned, now);
  }

  private EventFile readCleaned(
      Table table, List<Batch> chain, Map<Batch, Cleaned> cleaned, Instant now) {
    String first = chain.getFirst().location();
    try {
      Written written = write(table, chain, cleaned, now);
      List<Batch> broken = broken(written, chain, cleaned);
      if (broken.isEmpty()) {
        return eventFile(written, chain, cleaned);
      }
      written.discard();
      throw Refusal.batchUnreadable(
          broken.getFirst().location(), "its rows differ from its lines even after inspection");
    } catch (EngineFailure e) {
      throw Refusal.batchUnreadable(first, "the engine refuses it or one after it");
    }
  }

  private EventFile eventFile(Written written, List<Batch> chain, Map<Batch, Cleaned> cleaned) {
    long quarantined = cleaned.values().stream().mapToLong(Cleaned::quarantined).sum();
    String service = chain.getFirst().service();
    return new EventFile(written, chain.size(), quarantined, withoutContract(written, service));
  }

  /** What a service has begun to tell of and no model reads yet; it is kept in bronze. */
  private Map<String, Long> withoutContract(Written written, String service) {
    String sql =
        """
        SELECT event_type, COUNT(*)
        FROM read_parquet(%s)
        WHERE resource_type <> %s AND NOT list_contains(CAST(%s AS VARCHAR[]), event_type)
        GROUP BY event_type
        """
            .formatted(
                Literal.text(written.path()),
                Literal.text(ErasureInstruction.TYPE),
                Literal.list(Contracts.of(service).events()));
    return engine.rows(sql).stream()
        .collect(
            Collectors.toMap(
                row -> Objects.requireNonNull(row.get(0)).toString(), row -> number(row.get(1))));
  }

  /** A batch reduced to its good lines. */
  private record Cleaned(Path file, long events, long quarantined) {}

  private Cleaned clean(Batch batch, Position loaded) {
    JudgedLines lines = new LineJudge(engine).judge(batch, loaded);
    if (!lines.refused().isEmpty()) {
      quarantine.put(batch, lines.refused());
    }
    return new Cleaned(rewrite(batch, lines.good()), lines.good().size(), lines.refused().size());
  }

  /** Under the batch's own name, which becomes the rows' {@code batch_file}. */
  private Path rewrite(Batch batch, List<byte[]> lines) {
    Path file = workFolder.resolve(batch.name());
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (byte[] line : lines) {
        out.write(line);
        out.write('\n');
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Written write(Table table, List<Batch> chain, Map<Batch, Cleaned> cleaned, Instant now) {
    List<Path> files = new ArrayList<>();
    for (Batch batch : chain) {
      Cleaned instead = cleaned.get(batch);
      if (instead == null) {
        files.add(batch.file());
      } else if (instead.events() > 0) {
        files.add(instead.file());
      }
    }
    String service = chain.getFirst().service();
    String select =
        files.isEmpty()
            ? "SELECT * FROM (" + BronzeEvent.select(service, List.of(emptyFile()), now) + ")"
            : BronzeEvent.select(service, files, now);
    return writer.write(BronzeEvent.NAME, BronzeEvent.written(table), select);
  }

  private Path emptyFile() {
    try {
      return Files.write(workFolder.resolve("empty.ndjson"), new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The batches whose rows are not what their manifests (or their good lines) promise. */
  private List<Batch> broken(Written written, List<Batch> chain, Map<Batch, Cleaned> cleaned) {
    boolean complete =
        BronzeEvent.REQUIRED.stream().allMatch(column -> written.columns().nulls(column) == 0);
    Map<String, Found> found = found(written, complete);
    return chain.stream()
        .filter(
            batch -> {
              Cleaned instead = cleaned.get(batch);
              long expected = instead == null ? batch.events() : instead.events();
              Found rows = found.getOrDefault(batch.name(), Found.NOTHING);
              return !rows.isAll(expected, batch);
            })
        .toList();
  }

  /** What lies in the written file of one batch. */
  private record Found(long rows, long positions, Position first, Position last, boolean whole) {
    static final Found NOTHING = new Found(0, 0, Position.START, Position.START, true);

    boolean isAll(long expected, Batch batch) {
      if (expected == 0) {
        return rows == 0;
      }
      return whole
          && rows == expected
          && positions == expected
          && first.compareTo(batch.from()) > 0
          && last.compareTo(batch.to()) <= 0;
    }
  }

  private Map<String, Found> found(Written written, boolean complete) {
    String whole =
        complete ? "TRUE" : String.join(" IS NOT NULL AND ", BronzeEvent.REQUIRED) + " IS NOT NULL";
    String sql =
        """
        SELECT batch_file,
               COUNT(*),
               COUNT(DISTINCT (tx, seq)),
               COALESCE(MIN((tx, seq))[1], 0), COALESCE(MIN((tx, seq))[2], 0),
               COALESCE(MAX((tx, seq))[1], 0), COALESCE(MAX((tx, seq))[2], 0),
               BOOL_AND(%s)
        FROM read_parquet(%s)
        GROUP BY batch_file
        """
            .formatted(whole, Literal.text(written.path()));
    Map<String, Found> found = new HashMap<>();
    for (var row : engine.rows(sql)) {
      found.put(
          Objects.requireNonNull(row.get(0)).toString(),
          new Found(
              number(row.get(1)),
              number(row.get(2)),
              new Position(number(row.get(3)), number(row.get(4))),
              new Position(number(row.get(5)), number(row.get(6))),
              Boolean.TRUE.equals(row.get(7))));
    }
    return found;
  }

  private static long number(@org.jspecify.annotations.Nullable Object value) {
    return ((Number) Objects.requireNonNull(value)).longValue();
  }
}

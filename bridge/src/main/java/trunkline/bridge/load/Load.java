package trunkline.bridge.load;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import trunkline.bridge.mapping.Screened;
import trunkline.bridge.mapping.Screening;
import trunkline.bridge.reconcile.Tally;
import trunkline.bridge.source.Position;
import trunkline.bridge.source.Source;
import trunkline.bridge.source.SourceRow;

/**
 * Loads a source chunk by chunk, from where the last checkpoint of the run ended. While one chunk
 * is on its way, the next is read and put through the mapping.
 *
 * <p>A chunk's checkpoint commits after the platform has acknowledged all of it. A crash between
 * the two repeats the chunk; the keys make the platform answer with the ids of the first time.
 */
public final class Load {
  private final LoadParts parts;
  private final Source source;
  private final Consumer<Tally> settledChunk;

  /** {@code settledChunk} hears the tally of each chunk after its checkpoint. */
  public Load(LoadParts parts, Source source, Consumer<Tally> settledChunk) {
    this.parts = parts;
    this.source = source;
    this.settledChunk = settledChunk;
  }

  /** Learns the merge groups of a run that has none yet; one pass over the source. */
  public static void profile(LoadParts parts, Source source, LongConsumer rowsSoFar) {
    if (parts.run().profiled() || parts.mapping().merge().isEmpty()) {
      return;
    }
    Map<UUID, Integer> groups = new MergeProfile(parts.mapping()).of(source, rowsSoFar);
    parts
        .state()
        .inTransaction(
            connection -> {
              parts.mergeGroups().profile(connection, groups);
              parts.run().markProfiled(connection);
              return groups.size();
            });
  }

  private record Prepared(Position upTo, List<Screened> rows) {}

  /** Loads all that is left; returns how many rows that were. */
  public long run() {
    List<Checkpoint> done = parts.state().inTransaction(c -> Checkpoint.list(c, parts.run().id()));
    Position after =
        done.stream()
            .filter(chunk -> chunk.kind() == Checkpoint.Kind.LOAD)
            .reduce((_, last) -> last)
            .map(Checkpoint::upTo)
            .orElse(Position.START);
    int number = done.isEmpty() ? 1 : done.getLast().number() + 1;
    try (ExecutorService reader = Executors.newSingleThreadExecutor(Thread.ofVirtual().factory())) {
      return load(reader, after, number);
    }
  }

  private long load(ExecutorService reader, Position start, int first) {
    ChunkLoad chunks = chunkLoad(parts);
    long rows = 0;
    int number = first;
    Position after = start;
    Future<Prepared> next = prepare(reader, after);
    while (true) {
      Prepared prepared = await(next);
      if (prepared.rows().isEmpty()) {
        return rows;
      }
      next = prepare(reader, prepared.upTo());
      Tally tally = settle(chunks, prepared, after, number++);
      rows += prepared.rows().size();
      after = prepared.upTo();
      settledChunk.accept(tally);
    }
  }

  private Tally settle(ChunkLoad chunks, Prepared prepared, Position after, int number) {
    Settled settled = new Settled(parts.mapping());
    prepared.rows().forEach(row -> settled.counting().read(row.row()));
    chunks.settle(prepared.rows(), settled, Set.of());
    Tally tally = settled.tally();
    var checkpoint = new Checkpoint(number, Checkpoint.Kind.LOAD, after, prepared.upTo(), tally);
    parts
        .state()
        .inTransaction(
            connection -> {
              settled.write(connection, parts);
              checkpoint.add(connection, parts.run().id());
              return number;
            });
    return tally;
  }

  static ChunkLoad chunkLoad(LoadParts parts) {
    Map<UUID, Integer> sizes = parts.state().inTransaction(c -> parts.mergeGroups().sizes(c));
    Map<String, Long> unsettled = parts.state().inTransaction(c -> parts.intents().unsettled(c));
    return new ChunkLoad(parts, new Dispatch(parts, unsettled), sizes);
  }

  private Future<Prepared> prepare(ExecutorService reader, Position after) {
    Screening screening = new Screening(parts.mapping());
    return reader.submit(
        () -> {
          List<SourceRow> page = source.page(after, parts.delivery().chunkRows());
          Position upTo = page.isEmpty() ? after : page.getLast().position();
          return new Prepared(upTo, page.stream().map(screening::screen).toList());
        });
  }

  private static Prepared await(Future<Prepared> next) {
    try {
      return next.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException broken) {
        throw broken;
      }
      throw new IllegalStateException("reading the source failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformProblem("interrupted; what was acknowledged is safe", e);
    }
  }
}

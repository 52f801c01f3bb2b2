package trunkline.bridge;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import trunkline.bridge.load.Checkpoint;
import trunkline.bridge.load.Load;
import trunkline.bridge.load.LoadParts;
import trunkline.bridge.load.Repair;
import trunkline.bridge.load.Run;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.quarantine.Quarantine;
import trunkline.bridge.quarantine.QuarantineFile;
import trunkline.bridge.reconcile.Reconciliation;
import trunkline.bridge.reconcile.Tally;
import trunkline.bridge.source.Source;
import trunkline.bridge.state.StateDatabase;

/**
 * Copies a source to the platform and accounts for every row. A call that ends early, however it
 * does, is continued by the same call made again; a call after the end finds nothing to do and
 * gives the same account.
 *
 * <p>One call at a time for a tenant and mapping name, in all processes: a second one is refused.
 */
public final class Migration {
  private final MigrationConfig config;
  private final Mapping mapping;
  private final Source source;
  private final ProgressListener listener;
  private final String tenant;

  private Migration(
      MigrationConfig config, Mapping mapping, Source source, ProgressListener listener) {
    this.config = config;
    this.mapping = mapping;
    this.source = source;
    this.listener = listener;
    this.tenant = config.tenant().orElse(mapping.tenant());
  }

  /** Loads what is left of the source. The caller closes the source. */
  public static Reconciliation run(
      MigrationConfig config, Mapping mapping, Source source, ProgressListener listener) {
    return new Migration(config, mapping, source, listener).go(Optional.empty());
  }

  /** Loads what is left, then takes the repaired rows of a quarantine file back in. */
  public static Reconciliation repair(
      MigrationConfig config,
      Mapping mapping,
      Source source,
      Path quarantineFile,
      ProgressListener listener) {
    return new Migration(config, mapping, source, listener).go(Optional.of(quarantineFile));
  }

  private Reconciliation go(Optional<Path> repairedFile) {
    mapping.check(source.columns());
    try (StateDatabase state = StateDatabase.open(config.state())) {
      state.lock(tenant, mapping.name());
      Run run =
          state.inTransaction(
              c -> Run.open(c, mapping, tenant, source.identity(), config.newRun()));
      LoadParts parts = new LoadParts(mapping, tenant, run, state, config.delivery());
      var news = new RunNews(config.landing(), parts, source.identity(), config.clock());
      Pass pass = new Pass(source.count(), listener, news);
      Load.profile(parts, source, pass::profiled);
      pass.start(state.inTransaction(c -> Checkpoint.list(c, run.id())));
      new Load(parts, source, pass::settled).run();
      List<String> findings = repairedFile.map(file -> repair(parts, file)).orElse(List.of());
      return account(parts, pass, findings);
    }
  }

  private List<String> repair(LoadParts parts, Path file) {
    long unknown =
        new Repair(parts, source.columns()).run(new QuarantineFile(file, source.columns()));
    return unknown == 0
        ? List.of()
        : List.of(unknown + " rows of the file were not in quarantine any more: left alone");
  }

  private Reconciliation account(LoadParts parts, Pass pass, List<String> notes) {
    pass.recounting();
    Reconciliation account = new Account(parts, source, config).of(pass, notes);
    parts
        .state()
        .inTransaction(
            connection -> {
              new QuarantineFile(config.quarantineFile(), source.columns())
                  .write(connection, new Quarantine(parts.run().id()));
              return account;
            });
    pass.ended(account);
    return account;
  }

  /** What this call has done so far; tells the listener. */
  static final class Pass {
    private final long total;
    private final ProgressListener listener;
    private final RunNews news;
    private Tally soFar = Tally.empty();
    private long began = System.nanoTime();
    private long earlier;
    private long rows;
    private long resources;

    Pass(long total, ProgressListener listener, RunNews news) {
      this.total = total;
      this.listener = listener;
      this.news = news;
    }

    void profiled(long rowsSoFar) {
      listener.progress(
          new Progress(Progress.Phase.PROFILING, rowsSoFar, total, rowsSoFar, 0, elapsed()));
    }

    void start(List<Checkpoint> done) {
      began = System.nanoTime();
      soFar = done.stream().map(Checkpoint::tally).reduce(Tally.empty(), Tally::plus);
      earlier = soFar.count(Tally.ROWS);
    }

    void settled(Tally chunk) {
      rows += chunk.count(Tally.ROWS);
      resources += chunk.count(Tally.IDS);
      soFar = soFar.plus(chunk);
      news.settled(total, soFar);
      tell(Progress.Phase.LOADING);
    }

    void recounting() {
      tell(Progress.Phase.RECOUNTING);
    }

    void ended(Reconciliation account) {
      news.ended(account);
    }

    long rows() {
      return rows;
    }

    Reconciliation.Speed speed() {
      return new Reconciliation.Speed(rows, resources, elapsed().toMillis() / 1000.0);
    }

    private void tell(Progress.Phase phase) {
      listener.progress(new Progress(phase, earlier + rows, total, rows, resources, elapsed()));
    }

    private Duration elapsed() {
      return Duration.ofNanos(System.nanoTime() - began);
    }
  }
}

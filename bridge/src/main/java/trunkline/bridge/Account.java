package trunkline.bridge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trunkline.bridge.idmap.IdMap;
import trunkline.bridge.load.Checkpoint;
import trunkline.bridge.load.LoadParts;
import trunkline.bridge.load.Run;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.quarantine.Quarantine;
import trunkline.bridge.reconcile.Reconciliation;
import trunkline.bridge.reconcile.Reconciliation.Identity;
import trunkline.bridge.reconcile.Reconciliation.Money;
import trunkline.bridge.reconcile.Recount;
import trunkline.bridge.reconcile.Tally;
import trunkline.bridge.reconcile.Tally.Family;
import trunkline.bridge.reconcile.Tally.Outcome;
import trunkline.bridge.source.Source;

/**
 * Draws up the account of a run from four books that are kept apart: the source counted again, the
 * checkpoints' tallies, the id map, and quarantine.
 */
record Account(LoadParts parts, Source source, MigrationConfig config) {
  Reconciliation of(Migration.Pass pass, List<String> notes) {
    List<Checkpoint> checkpoints = read(c -> Checkpoint.list(c, parts.run().id()));
    Tally loaded = checkpoints.stream().map(Checkpoint::tally).reduce(Tally.empty(), Tally::plus);
    Recount.Result recount = recount(checkpoints);
    List<String> findings = new ArrayList<>(recount.findings());
    findings.addAll(read(c -> crossCheck(c, loaded)));
    boolean nothingToDo = pass.rows() == 0 && notes.isEmpty() && !config.newRun();
    return reconciliation(recount.source(), loaded, findings, notes, pass, nothingToDo);
  }

  private Recount.Result recount(List<Checkpoint> checkpoints) {
    Run run = parts.run();
    if (source.identityCoversContent() && run.recount().isPresent()) {
      return new Recount.Result(run.recount().get(), List.of());
    }
    List<Recount.Stretch> stretches =
        checkpoints.stream()
            .filter(c -> c.kind() == Checkpoint.Kind.LOAD)
            .map(c -> new Recount.Stretch(c.after(), c.upTo(), c.tally()))
            .toList();
    Recount.Result result = new Recount(parts.mapping(), source).run(stretches);
    if (result.findings().isEmpty()) {
      read(
          connection -> {
            run.remember(connection, result.source());
            return result;
          });
    }
    return result;
  }

  private List<String> crossCheck(Connection connection, Tally loaded) throws SQLException {
    List<String> findings = new ArrayList<>();
    long runId = parts.run().id();
    long ids = new IdMap(parts.run().systemId()).count(connection, runId);
    if (ids != loaded.count(Tally.IDS)) {
      findings.add(
          "the id map has %d ids of this run, the checkpoints %d; the bridge's database was changed by hand: restore it from its backup"
              .formatted(ids, loaded.count(Tally.IDS)));
    }
    long held = new Quarantine(runId).count(connection);
    if (held != loaded.count(Outcome.REJECTED)) {
      findings.add(
          "quarantine has %d rows, %d were rejected; the bridge's database was changed by hand: restore it from its backup"
              .formatted(held, loaded.count(Outcome.REJECTED)));
    }
    unsettled(connection, runId).ifPresent(findings::add);
    gone(connection).ifPresent(findings::add);
    return findings;
  }

  private static Optional<String> unsettled(Connection connection, long runId) throws SQLException {
    long count = number(connection, "SELECT count(*) FROM intent WHERE run_id = ?", runId);
    return count == 0
        ? Optional.empty()
        : Optional.of(
            "%d rows were on their way when an earlier process ended, and the source has them no more; look for them on the platform by their keys (table bridge.intent), then delete them there"
                .formatted(count));
  }

  /** Customers that came from this very source earlier must still be accounted for by it. */
  private Optional<String> gone(Connection connection) throws SQLException {
    long gone = new IdMap(parts.run().systemId()).countGone(connection, parts.run().id());
    return gone == 0
        ? Optional.empty()
        : Optional.of(
            "%d customers are on the platform whose rows this source has no more, or excludes now; decide for each what the platform should keep (table bridge.id_map, seen_run_id below %d)"
                .formatted(gone, parts.run().id()));
  }

  private Reconciliation reconciliation(
      Tally counted,
      Tally loaded,
      List<String> findings,
      List<String> notes,
      Migration.Pass pass,
      boolean nothingToDo) {
    Mapping mapping = parts.mapping();
    List<Money> money =
        mapping.money().stream()
            .map(field -> Money.of(field, mapping.scaleOf(field), counted, loaded))
            .toList();
    return new Reconciliation(
        new Identity(
            mapping.name(), parts.tenant(), mapping.version(), mapping.sha256(), source.identity()),
        counted.count(Tally.ROWS),
        loaded.count(Outcome.MIGRATED),
        loaded.count(Outcome.MERGED),
        loaded.count(Outcome.REJECTED),
        loaded.count(Outcome.EXCLUDED),
        loaded.count(Tally.PARTIAL),
        loaded.count(Tally.BRAKED),
        loaded.count(Tally.REPAIRED),
        loaded.count(Tally.IDS),
        loaded.family(Family.EXCLUDED_BY),
        loaded.family(Family.REJECTED_BY),
        loaded.family(Family.EXPLAINED),
        loaded.family(Family.DIFFERS),
        money,
        findings,
        notes,
        nothingToDo,
        pass.speed(),
        config.quarantineFile().toString());
  }

  private <T> T read(trunkline.bridge.state.StateDatabase.Work<T> work) {
    return parts.state().inTransaction(work);
  }

  private static long number(Connection connection, String sql, long parameter)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, parameter);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }
}

package trunkline.warehouse.exchange.snowflake;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.platform.digest.Sha256;
import trunkline.platform.security.Caller;
import trunkline.platform.storage.FolderTree;
import trunkline.warehouse.audit.ReadRecord;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.EngineFailure;
import trunkline.warehouse.engine.EngineSettings;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.exchange.snowflake.SnowflakeConfig.Settings;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.model.ModelGraph;
import trunkline.warehouse.refusal.Refusal;
import trunkline.warehouse.serving.AudienceView;

/**
 * Makes tables of a schema in Snowflake the same as tables of the lake, as the audience may see
 * them.
 *
 * <p>A batch is one state of a table, seen by one audience: its id is made of both. Rows go as
 * Parquet through the stage into a table of the session, are counted, and take the place of the
 * present ones in the transaction that says which batch the table holds. Killed anywhere, the table
 * is as it was or as it was to be, and a repeat does what is left or nothing.
 */
public final class SnowflakePublisher {
  private final Settings settings;
  private final Lake lake;
  private final EngineSettings engine;
  private final AudienceView audience;
  private final Clock clock;

  public SnowflakePublisher(
      Settings settings, Lake lake, ModelGraph models, EngineSettings engine, Clock clock) {
    this.settings = settings;
    this.lake = lake;
    this.engine = engine;
    this.audience =
        new AudienceView(
            models,
            Optional.of(settings.audience().tenant()).filter(tenant -> !tenant.isEmpty()),
            settings.isClear(),
            settings.audience().pseudonymKey());
    this.clock = clock;
  }

  /** One state of a table, as the audience sees it. */
  private record Batch(
      TableIdentifier name, Table table, String select, String snapshot, String id) {
    String there() {
      return SnowflakeNames.there(name.name());
    }

    /** The type of each column by its name there. */
    Map<String, String> columns() {
      Map<String, String> columns = new LinkedHashMap<>();
      table
          .schema()
          .columns()
          .forEach(
              column ->
                  columns.put(
                      SnowflakeNames.there(column.name()),
                      SnowflakeType.of(name.toString(), column)));
      return columns;
    }

    String folder() {
      return "publish/" + name.name() + "/";
    }
  }

  /**
   * A table that does not fit is told of, and the others go on.
   *
   * @throws Refusal when Snowflake itself says no, or can't be reached: it would to the others too
   */
  public List<Published> publish(List<TableIdentifier> tables, Consumer<Published> done) {
    List<Published> all = new ArrayList<>();
    try (SnowflakeSession session = SnowflakeSession.open(settings)) {
      new BatchRecord(session).ensure();
      new SnowflakeStage(session).ensure();
      for (TableIdentifier name : tables) {
        Published published;
        try {
          published = publish(session, batch(name));
        } catch (Refusal refusal) {
          if (refusal.code() == Refusal.Code.SNOWFLAKE_REFUSED) {
            throw refusal;
          }
          published = Published.refused(name.toString(), refusal.getMessage());
        }
        all.add(published);
        done.accept(published);
      }
    }
    return all;
  }

  private Batch batch(TableIdentifier name) {
    Table table =
        lake.find(name)
            .orElseThrow(
                () -> Refusal.notPublishable(name.toString(), "it is not made yet; refresh first"));
    String select = audience.select(name, table);
    Snapshot snapshot = table.currentSnapshot();
    String state =
        "%s/%s/%d"
            .formatted(
                table.uuid(),
                snapshot == null ? "empty" : snapshot.snapshotId(),
                table.schema().schemaId());
    // the text tells who sees what, and of the key only its digest is there to be told apart
    String id =
        Sha256.hex(state + "\n" + select + "\n" + Sha256.hex(settings.audience().pseudonymKey()));
    return new Batch(name, table, select, state, id.substring(0, 32));
  }

  private Published publish(SnowflakeSession session, Batch batch) {
    var target = new SnowflakeTable(session, batch.there(), batch.columns());
    Optional<String> before = new BatchRecord(session).find(batch.there());
    if (before.equals(Optional.of(batch.id())) && target.isThere()) {
      return new Published(batch.name().toString(), "unchanged", 0, batch.id(), "");
    }
    target.ensure();
    long rows = send(session, batch);
    SnowflakeTable next = target.next();
    next.fill(new SnowflakeStage(session).at(batch.folder() + batch.id() + "/"), rows);
    session.run("BEGIN TRANSACTION");
    try {
      boolean isMoved =
          new BatchRecord(session)
              .move(batch.there(), before, batch.id(), batch.snapshot(), rows, clock.instant());
      if (!isMoved) {
        throw Refusal.snowflakeOutrun(batch.name().toString());
      }
      target.replaceBy(next);
      session.run("COMMIT");
    } catch (Refusal refusal) {
      session.undo();
      throw refusal;
    }
    new SnowflakeStage(session).clear(batch.folder());
    return new Published(batch.name().toString(), "published", rows, batch.id(), "");
  }

  /** Writes the rows to a file and puts it on the stage; what personal data leaves is recorded. */
  private long send(SnowflakeSession session, Batch batch) {
    Path folder = lake.newWorkFolder();
    Path file = folder.resolve("rows.parquet");
    try {
      long rows = write(batch, file);
      if (audience.isPersonal(batch.name(), batch.table())) {
        record(batch, rows);
      }
      var stage = new SnowflakeStage(session);
      stage.clear(batch.folder());
      stage.put(file, batch.folder() + batch.id() + "/");
      return rows;
    } finally {
      FolderTree.delete(folder);
    }
  }

  private long write(Batch batch, Path file) {
    try (var own = EmbeddedEngine.open(engine)) {
      audience.show(own, batch.name(), batch.table());
      String columns =
          batch.table().schema().columns().stream()
              .map(
                  column ->
                      "%s AS %s"
                          .formatted(
                              Literal.name(column.name()),
                              Literal.name(SnowflakeNames.there(column.name()))))
              .collect(Collectors.joining(", "));
      String copy =
          "COPY (SELECT %s FROM (%s)) TO %s (FORMAT parquet, COMPRESSION snappy)"
              .formatted(columns, batch.select(), Literal.text(file));
      try (var statement = own.connection().createStatement()) {
        return statement.executeLargeUpdate(copy);
      } catch (SQLException e) {
        throw new EngineFailure(e);
      }
    }
  }

  private void record(Batch batch, long rows) {
    String tenant = settings.audience().tenant();
    var reader =
        new Caller(
            "snowflake " + settings.user(),
            tenant.isEmpty() ? "all" : tenant,
            Set.of(settings.role()),
            Set.of());
    String into = SnowflakeNames.of(settings.database(), settings.schema(), batch.there());
    new ReadRecord(lake.store())
        .put(
            clock.instant(),
            reader,
            "publish",
            "INSERT INTO " + into,
            List.of(batch.name().toString()),
            rows,
            batch.id());
  }
}

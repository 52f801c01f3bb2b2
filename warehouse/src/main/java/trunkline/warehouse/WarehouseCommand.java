package trunkline.warehouse;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import trunkline.platform.config.InvalidConfiguration;
import trunkline.warehouse.erasure.Receipt;
import trunkline.warehouse.exchange.drop.DropReceipt;
import trunkline.warehouse.exchange.snowflake.Published;
import trunkline.warehouse.exchange.snowflake.SnowflakeConfig;
import trunkline.warehouse.landing.Position;
import trunkline.warehouse.loader.LoadReport;
import trunkline.warehouse.model.PlanStep;
import trunkline.warehouse.model.Selection;
import trunkline.warehouse.query.ExportFormat;
import trunkline.warehouse.query.QueryResult;
import trunkline.warehouse.query.ResultFormat;
import trunkline.warehouse.refusal.Refusal;
import trunkline.warehouse.serving.ServingConfig;

/**
 * {@code trunkline warehouse …}: exits 0 when all is well, 1 when something was refused or failed.
 */
@Command(
    name = "warehouse",
    description = "Loads landed events, keeps the marts, answers SQL.",
    subcommands = EngineCommand.class,
    mixinStandardHelpOptions = true)
public final class WarehouseCommand implements Runnable {
  private static final int GOOD = 0;
  private static final int FAILED = 1;
  private static final String SELECT =
      "such as marts.churn, +churn with all that it is made from, churn+ with all that is made from it; several with commas";

  private final Supplier<WarehouseConfig> config;
  private final Supplier<ServingConfig> serving;
  private final Supplier<SnowflakeConfig> snowflake;

  @Spec private @Nullable CommandSpec spec;

  public WarehouseCommand(Supplier<WarehouseConfig> config) {
    this(config, () -> ServingConfig.fromEnvironment(System.getenv()));
  }

  public WarehouseCommand(Supplier<WarehouseConfig> config, Supplier<ServingConfig> serving) {
    this(config, serving, () -> SnowflakeConfig.fromEnvironment(System.getenv()));
  }

  public WarehouseCommand(
      Supplier<WarehouseConfig> config,
      Supplier<ServingConfig> serving,
      Supplier<SnowflakeConfig> snowflake) {
    this.config = config;
    this.serving = serving;
    this.snowflake = snowflake;
  }

  WarehouseConfig config() {
    return config.get();
  }

  /** The command alone, as the loader's own process in a cluster runs it. */
  public static void main(String[] arguments) {
    var command = new WarehouseCommand(() -> WarehouseConfig.fromEnvironment(System.getenv()));
    System.exit(new CommandLine(command).execute(arguments));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec().commandLine(),
        "say what: refresh, follow, plan, query \"SELECT …\", export \"SELECT …\" --to FILE, drop, snowflake publish, snowflake pull, engine trino, serve, status, lineage, erasures or person ARCHIVE");
  }

  @Command(description = "Loads what is landed, then brings every table up to date.")
  int refresh(
      @Option(names = "--select", defaultValue = "", paramLabel = "MODELS", description = SELECT)
          String select,
      @Option(names = "--full", description = "make the tables from all, not by what has changed")
          boolean full) {
    return with(
        warehouse -> {
          RefreshReport report =
              warehouse.refresh(Selection.parse(select), full, line -> print(line));
          print(report);
          return report.isGood() ? GOOD : FAILED;
        });
  }

  private void print(RefreshReport report) {
    report.load().services().forEach(this::print);
    print(
        report.isNews()
            ? "refreshed in %,d ms".formatted(report.took().toMillis())
            : "nothing new; every table is up to date");
  }

  @Command(description = "Refreshes whenever something is landed, until it is stopped.")
  int follow() {
    return with(
        warehouse -> {
          try {
            warehouse.follow(line -> print(line), report -> printNews(report));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return GOOD;
        });
  }

  private void printNews(RefreshReport report) {
    if (report.isNews() || !report.isGood()) {
      print(report);
    }
  }

  @Command(
      description = "Says which tables a refresh would make anew from what is loaded, and why.")
  int plan(
      @Option(names = "--select", defaultValue = "", paramLabel = "MODELS", description = SELECT)
          String select) {
    return with(
        warehouse -> {
          List<PlanStep> steps = warehouse.plan(Selection.parse(select));
          steps.forEach(
              step -> print("%s: %s; %s".formatted(step.table(), step.why(), step.way())));
          if (steps.isEmpty()) {
            print("nothing to do; every table is up to date with what is loaded");
          }
          return GOOD;
        });
  }

  @Command(description = "Writes one HTML page of all tables and what they are made from.")
  int lineage(
      @Option(
              names = "--to",
              paramLabel = "FILE",
              defaultValue = "lineage.html",
              description = "file to write (default: ${DEFAULT-VALUE})")
          Path file) {
    return with(
        warehouse -> {
          try {
            Files.writeString(file, warehouse.lineagePage());
          } catch (IOException e) {
            error("%s can't be written: %s".formatted(file, e.getMessage()));
            return FAILED;
          }
          print(file.toAbsolutePath().toUri().toString());
          return GOOD;
        });
  }

  private void print(LoadReport.Service service) {
    service
        .withoutContract()
        .forEach(
            (type, events) ->
                print(
                    "%s: %,d events of type %s, which no model reads"
                        .formatted(service.name(), events, type)));
    if (service.quarantined() > 0) {
      error(
          "%s: %,d lines are no events, or break their contract, and lie in the lake's quarantine/"
              .formatted(service.name(), service.quarantined()));
    }
    service.refusal().ifPresent(refusal -> error(service.name() + ": " + refusal.getMessage()));
  }

  @Command(description = "Answers one question, for example \"SELECT * FROM marts.churn\".")
  int query(
      @Parameters(paramLabel = "SQL", description = "SELECT, WITH, SHOW, DESCRIBE or EXPLAIN")
          String sql,
      @Option(names = "--format", defaultValue = "table", description = "table, csv or json")
          String format,
      @Option(names = "--limit", defaultValue = "10000", description = "rows at most") int limit) {
    ResultFormat written = format(format);
    return with(
        warehouse -> {
          QueryResult result = warehouse.query(sql, limit);
          out().print(written.write(result));
          out().flush();
          if (result.isCut() && written != ResultFormat.TABLE) {
            error("there are more than " + limit + " rows: raise --limit");
          }
          return GOOD;
        });
  }

  private ResultFormat format(String name) {
    try {
      return ResultFormat.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec().commandLine(), "--format is table, csv or json, not " + name);
    }
  }

  @Command(description = "Takes the files that have arrived in the drop folder, by its feeds.")
  int drop() {
    return with(
        warehouse -> {
          List<DropReceipt> receipts = warehouse.drop(this::print);
          if (receipts.isEmpty()) {
            print("nothing has arrived that a feed declares");
          }
          return receipts.stream().allMatch(DropReceipt::isGood) ? GOOD : FAILED;
        });
  }

  @Command(
      description =
          "Makes tables in Snowflake those of the lake (publish), or loads what lies there (pull).")
  int snowflake(
      @Parameters(index = "0", paramLabel = "publish|pull", description = "which way") String way,
      @Parameters(
              index = "1..*",
              arity = "0..*",
              paramLabel = "NAME",
              description =
                  "models to publish (default: all marts) or feeds to pull (default: all)")
          List<String> names) {
    List<String> given = names == null ? List.of() : names;
    return switch (way) {
      case "publish" -> publish(Selection.parse(String.join(",", given)));
      case "pull" -> pull(given);
      default ->
          throw new CommandLine.ParameterException(
              spec().commandLine(), "say snowflake publish or snowflake pull, not " + way);
    };
  }

  private int publish(Selection selection) {
    return with(
        warehouse -> {
          List<Published> all = warehouse.publish(snowflake.get(), selection, this::print);
          return all.stream().allMatch(Published::isGood) ? GOOD : FAILED;
        });
  }

  private int pull(List<String> feeds) {
    return with(
        warehouse -> {
          List<DropReceipt> receipts = warehouse.pull(snowflake.get(), feeds, this::print);
          if (receipts.isEmpty()) {
            print("nothing new");
          }
          return receipts.stream().allMatch(DropReceipt::isGood) ? GOOD : FAILED;
        });
  }

  @Command(description = "Writes a whole answer to a file: FILE.parquet or FILE.csv.")
  int export(
      @Parameters(paramLabel = "SQL", description = "one SELECT") String sql,
      @Option(names = "--to", required = true, paramLabel = "FILE", description = "file to write")
          Path file) {
    return with(
        warehouse -> {
          String name = String.valueOf(file.getFileName());
          ExportFormat format = ExportFormat.of(name.substring(name.lastIndexOf('.') + 1));
          print("%,d rows written to %s".formatted(warehouse.export(sql, file, format), file));
          return GOOD;
        });
  }

  @Command(
      description =
          "Serves the tables over HTTP until it is stopped: SQL, exports, an Iceberg REST catalog.")
  int serve() {
    try (var server = Warehouse.serve(config.get(), serving.get())) {
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "warehouse-stop"));
      print("serving on port %d; described at /docs/warehouse".formatted(server.port()));
      Thread.currentThread().join();
      return GOOD;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return GOOD;
    } catch (Refusal | InvalidConfiguration e) {
      error(String.valueOf(e.getMessage()));
      return FAILED;
    }
  }

  @Command(description = "Shows tables, rows, how far each service is loaded, and the last tests.")
  int status() {
    return with(
        warehouse -> {
          WarehouseStatus status = warehouse.status();
          StatusText.lines(status).forEach(this::print);
          return status.lastRun().stream().allMatch(run -> run.failures().isEmpty())
              ? GOOD
              : FAILED;
        });
  }

  @Command(description = "Shows the erasures that are done and those that wait, and for what.")
  int erasures() {
    return with(
        warehouse -> {
          for (Receipt r : warehouse.erasures().done()) {
            print(
                "%s %s %s: done at %s, %,d resources"
                    .formatted(
                        r.service(), r.position(), r.requestId(), r.doneAt(), r.resources()));
            r.feeds()
                .forEach(
                    f ->
                        print(
                            "  %s: %,d rows, %,d files".formatted(f.table(), f.rows(), f.files())));
            r.notReached().forEach(table -> print("  %s: not reached".formatted(table)));
          }
          warehouse.erasures().waiting().forEach(this::print);
          return GOOD;
        });
  }

  @Command(description = "Adds what the lake holds on a person to their archive.")
  int person(
      @Parameters(paramLabel = "ARCHIVE", description = "the zip file of a privacy request")
          Path archive) {
    return with(
        warehouse -> {
          print("%,d rows added to %s".formatted(warehouse.addPersonTo(archive), archive));
          return GOOD;
        });
  }

  @Command(
      description =
          "Loads a part of a service's log again, in the place of what was loaded of it; then refresh.")
  int backfill(
      @Parameters(paramLabel = "SERVICE", description = "whose log") String service,
      @Option(
              names = "--from",
              required = true,
              converter = PositionText.class,
              paramLabel = "POSITION",
              description = "where the first batch begins, as in its file's name")
          Position from,
      @Option(
              names = "--to",
              required = true,
              converter = PositionText.class,
              paramLabel = "POSITION",
              description = "where the last batch ends: the next one's name")
          Position to) {
    return with(
        warehouse -> {
          var done = warehouse.backfill(service, from, to);
          print(
              "%s: %,d events in the place of %,d, %,d lines in quarantine"
                  .formatted(service, done.events(), done.before(), done.quarantined()));
          return GOOD;
        });
  }

  @Command(
      description =
          "Makes many small files one, forgets old snapshots, deletes what nobody names; a refresh does it once a day.")
  int maintain(
      @Option(names = "--dry-run", description = "only says what would be done") boolean dryRun) {
    return with(
        warehouse -> {
          var report = dryRun ? warehouse.maintainDryRun() : warehouse.maintain();
          report.lines().forEach(this::print);
          return GOOD;
        });
  }

  @Command(
      description =
          "Tells the configured catalog of the tables that another one knows; copies no data. Nothing else may run meanwhile.")
  int catalog(
      @Parameters(paramLabel = "move", description = "what to do: move") String what,
      @Option(
              names = "--from",
              paramLabel = "URL",
              description = "JDBC address of the other (default: SQLite in the lake folder)")
          Optional<String> from) {
    if (!what.equals("move")) {
      throw new CommandLine.ParameterException(
          spec().commandLine(), "a catalog is moved: catalog move");
    }
    return with(
        warehouse -> {
          var moved = warehouse.moveCatalog(from);
          moved.forEach(table -> print(table.toString()));
          print("%d tables moved; those that were there already stayed".formatted(moved.size()));
          return GOOD;
        });
  }

  /** As a batch's file is named. */
  private static final class PositionText implements CommandLine.ITypeConverter<Position> {
    @Override
    public Position convert(String text) {
      return Position.parse(text);
    }
  }

  private interface Work {
    int on(Warehouse warehouse);
  }

  private int with(Work work) {
    try (var warehouse = Warehouse.open(config.get())) {
      return work.on(warehouse);
    } catch (Refusal | InvalidConfiguration e) {
      error(String.valueOf(e.getMessage()));
      return FAILED;
    } catch (UncheckedIOException e) {
      // a full disk, or a bucket that stays away: said in a line, and the next run goes on
      error(String.valueOf(Objects.requireNonNull(e.getCause()).getMessage()));
      return FAILED;
    }
  }

  private void print(String line) {
    out().println(line);
    out().flush();
  }

  private void error(String line) {
    PrintWriter err = spec().commandLine().getErr();
    err.println(line);
    err.flush();
  }

  private PrintWriter out() {
    return spec().commandLine().getOut();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "picocli fills this in");
  }
}

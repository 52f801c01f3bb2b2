package trunkline.warehouse;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
import trunkline.warehouse.loader.LoadReport;
import trunkline.warehouse.model.PlanStep;
import trunkline.warehouse.model.Selection;
import trunkline.warehouse.query.QueryResult;
import trunkline.warehouse.query.ResultFormat;
import trunkline.warehouse.refusal.Refusal;

/**
 * {@code trunkline warehouse …}: exits 0 when all is well, 1 when something was refused or failed.
 */
@Command(
    name = "warehouse",
    description = "Loads landed events, keeps the marts, answers SQL.",
    mixinStandardHelpOptions = true)
public final class WarehouseCommand implements Runnable {
  private static final int GOOD = 0;
  private static final int FAILED = 1;
  private static final String SELECT =
      "such as marts.churn, +churn with all that it is made from, churn+ with all that is made from it; several with commas";

  private final Supplier<WarehouseConfig> config;

  @Spec private @Nullable CommandSpec spec;

  public WarehouseCommand(Supplier<WarehouseConfig> config) {
    this.config = config;
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
        "say what: refresh, follow, plan, query \"SELECT …\", status, lineage, erasures or person ARCHIVE");
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
    if (service.quarantined() > 0) {
      error(
          "%s: %,d lines are no events and lie in the lake's quarantine/"
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

  private interface Work {
    int on(Warehouse warehouse);
  }

  private int with(Work work) {
    try (var warehouse = Warehouse.open(config.get())) {
      return work.on(warehouse);
    } catch (Refusal | InvalidConfiguration e) {
      error(String.valueOf(e.getMessage()));
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
    return java.util.Objects.requireNonNull(spec, "picocli fills this in");
  }
}

package trunkline.warehouse;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import trunkline.platform.config.InvalidConfiguration;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.model.ModelGraph;
import trunkline.warehouse.model.Selection;
import trunkline.warehouse.refusal.Refusal;
import trunkline.warehouse.trino.TrinoComparison;
import trunkline.warehouse.trino.TrinoInstallation;
import trunkline.warehouse.trino.TrinoServer;
import trunkline.warehouse.trino.TrinoSession;

/** {@code trunkline warehouse engine trino}: exits 0 when both engines are equal, 1 when not. */
@Command(
    name = "engine",
    description =
        "Makes all models with another engine (trino) on the same tables, and compares row by row.",
    mixinStandardHelpOptions = true)
final class EngineCommand implements Callable<Integer> {
  @ParentCommand private @Nullable WarehouseCommand warehouse;
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "trino", description = "which engine: trino")
  private String engine = "";

  @Option(
      names = "--server",
      paramLabel = "FOLDER",
      required = true,
      description = "where Trino is unpacked; ./trunkline fetches it and fills this in")
  private Path server = Path.of("");

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      defaultValue = "2G",
      description = "Trino's heap (default: ${DEFAULT-VALUE})")
  private String memory = "";

  @Option(
      names = "--port",
      defaultValue = "0",
      description = "where Trino is asked, on this machine only (default: any free port)")
  private int port;

  @Option(
      names = "--keep",
      description =
          "leave Trino's tables (trino_staging, trino_core, trino_marts) until the next run; no erasure reaches them")
  private boolean keep;

  @Option(
      names = "--keep-running",
      description = "compare nothing: say how Trino is asked by JDBC, until it is stopped")
  private boolean keepRunning;

  @Override
  public Integer call() {
    if (!engine.equals("trino")) {
      throw new CommandLine.ParameterException(
          spec().commandLine(), "the other engine is trino, not " + engine);
    }
    if (!memory.matches("[0-9]+[MG]")) {
      throw new CommandLine.ParameterException(
          spec().commandLine(), "--memory is a number and M or G, such as 2G, not " + memory);
    }
    try {
      return run(Objects.requireNonNull(warehouse, "picocli fills this in").config());
    } catch (Refusal | InvalidConfiguration e) {
      spec().commandLine().getErr().println(e.getMessage());
      return 1;
    } catch (UncheckedIOException e) {
      spec().commandLine().getErr().println(Objects.requireNonNull(e.getCause()).getMessage());
      return 1;
    } catch (SQLException e) {
      spec().commandLine().getErr().println("Trino failed: " + e.getMessage());
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  private int run(WarehouseConfig config) throws SQLException, InterruptedException {
    if (config.lakePlace().isBucket()) {
      throw Refusal.trinoNeedsAFolder(config.lakePlace().location());
    }
    var installation = TrinoInstallation.in(server);
    requireUpToDate(config);
    Path log = config.home().resolve("logs/trino.log").toAbsolutePath();
    try (Lake lake = Lake.open(config.lakePlace())) {
      print("starting Trino; its log is " + log);
      try (var trino =
          TrinoServer.start(installation, lake, memory, port, log, Clock.systemUTC())) {
        return keepRunning ? serve(trino) : compare(config, lake, trino);
      }
    }
  }

  private void requireUpToDate(WarehouseConfig config) {
    if (keepRunning) {
      return;
    }
    try (Warehouse opened = Warehouse.open(config)) {
      int stale = opened.plan(Selection.all()).size();
      if (stale > 0) {
        throw Refusal.tablesNotUpToDate(stale);
      }
    }
  }

  private int serve(TrinoServer trino) throws InterruptedException {
    print("address:      " + trino.login().url());
    print("user:         " + trino.login().user());
    print("accessToken:  stands in " + trino.login().tokenFile());
    print("driver:       " + trino.login().driver());
    print("Whoever has the token sees everybody's rows in clear. Ctrl-C ends it.");
    trino.join();
    return 1;
  }

  private int compare(WarehouseConfig config, Lake lake, TrinoServer trino) throws SQLException {
    var comparison =
        new TrinoComparison(lake, ModelGraph.shipped(), config.engine(lake.spillFolder()));
    try (TrinoSession session = trino.login().open()) {
      List<String> differences = new ArrayList<>(comparison.probe(session, this::print));
      differences.addAll(comparison.run(session, this::print));
      print(
          differences.isEmpty()
              ? "both engines are equal"
              : "%d differences".formatted(differences.size()));
      differences.forEach(difference -> print("different: " + difference));
      return differences.isEmpty() ? 0 : 1;
    } finally {
      if (!keep) {
        comparison.drop();
      }
    }
  }

  private void print(String line) {
    spec().commandLine().getOut().println(line);
    spec().commandLine().getOut().flush();
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "picocli fills this in");
  }
}

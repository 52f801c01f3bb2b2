package trunkline.bridge;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import trunkline.bridge.load.PlatformProblem;
import trunkline.bridge.mapping.InvalidMapping;
import trunkline.bridge.mapping.Mapping;
import trunkline.bridge.mapping.ShippedMappings;
import trunkline.bridge.mapping.SourceSpec;
import trunkline.bridge.reconcile.Reconciliation;
import trunkline.bridge.reconcile.Report;
import trunkline.bridge.source.CsvSource;
import trunkline.bridge.source.JdbcSource;
import trunkline.bridge.source.Source;
import trunkline.bridge.source.SourceProblem;
import trunkline.bridge.state.StateProblem;
import trunkline.platform.config.InvalidConfiguration;

/** {@code trunkline migrate}: exit code 0 balanced, 1 not balanced or failed, 2 wrong use. */
@Command(
    name = "migrate",
    description = "Copies customers from a CSV file or a database, and accounts for every row.",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 1)
public final class MigrateCommand implements Callable<Integer> {
  private final Supplier<BridgeConfig> configuration;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(paramLabel = "SOURCE", description = "A CSV file, or jdbc:postgresql://…")
  @SuppressWarnings("NullAway.Init")
  private String sourceText;

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "Mapping file, or the name of a shipped one: telco-churn, demo-monolith.")
  private @Nullable String mappingText;

  @Option(names = "--tenant", description = "In place of the mapping's tenant.")
  private @Nullable String tenant;

  @Option(names = "--dry-run", description = "Shows what would happen; writes nothing anywhere.")
  private boolean dryRun;

  @Option(
      names = "--from-quarantine",
      paramLabel = "FILE",
      description = "Takes the repaired rows of this quarantine file in.")
  private @Nullable Path repairedFile;

  @Option(
      names = "--new-run",
      description = "Goes through the source from its beginning, though a run of it exists.")
  private boolean newRun;

  @Option(names = "--chunk", defaultValue = "1000", description = "Rows a chunk, at most 1000.")
  private int chunkRows;

  @Option(
      names = "--rate",
      defaultValue = "0",
      description = "Resources a second, at most; 0 for no limit.")
  private int rate;

  @Option(names = "--report", paramLabel = "FILE", description = "Writes the account as JSON.")
  private @Nullable Path reportFile;

  /** Takes its configuration from the environment. */
  public MigrateCommand() {
    this(() -> BridgeConfig.fromEnvironment(System.getenv()));
  }

  /** Takes its configuration from the caller, who asks for it only when it is needed. */
  public MigrateCommand(Supplier<BridgeConfig> configuration) {
    this.configuration = configuration;
  }

  /** The bridge as a process of its own. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new MigrateCommand()).execute(arguments));
  }

  @Override
  public Integer call() {
    try {
      Mapping mapping = mapping();
      try (Source source = open(mapping)) {
        return dryRun ? profile(mapping, source) : migrate(mapping, source);
      }
    } catch (InvalidMapping | InvalidConfiguration | IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (SourceProblem | StateProblem | PlatformProblem e) {
      err().println("migrate: " + e.getMessage());
      return 1;
    }
  }

  private int profile(Mapping mapping, Source source) {
    out().print(new ProfileReport(mapping, Profile.of(mapping, source)).text());
    return 0;
  }

  private int migrate(Mapping mapping, Source source) {
    MigrationConfig config = config(mapping);
    ProgressLine line = new ProgressLine(err());
    Reconciliation account =
        repairedFile == null
            ? Migration.run(config, mapping, source, line)
            : Migration.repair(config, mapping, source, repairedFile, line);
    line.end();
    Report report = new Report(account);
    out().print(report.text());
    out().flush();
    if (reportFile != null) {
      write(reportFile, report.json());
    }
    return account.balanced() ? 0 : 1;
  }

  private Mapping mapping() {
    if (mappingText != null) {
      return ShippedMappings.find(mappingText);
    }
    if (isJdbc()) {
      throw new ParameterException(spec.commandLine(), "a database needs --mapping FILE");
    }
    return ShippedMappings.recognise(CsvSource.header(Path.of(sourceText), StandardCharsets.UTF_8))
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "no shipped mapping fits the columns of this file; give --mapping FILE"));
  }

  private Source open(Mapping mapping) {
    return switch (mapping.source()) {
      case SourceSpec.Csv csv when !isJdbc() ->
          new CsvSource(Path.of(sourceText), csv.dialect(), csv.key());
      case SourceSpec.Jdbc jdbc when isJdbc() -> {
        BridgeConfig config = configuration.get();
        yield new JdbcSource(sourceText, config.sourceUser(), config.sourcePassword(), jdbc.sql());
      }
      default ->
          throw new ParameterException(
              spec.commandLine(), "the mapping reads another kind of source than " + kind());
    };
  }

  private MigrationConfig config(Mapping mapping) {
    return MigrationConfig.of(
        configuration.get(), mapping, Optional.ofNullable(tenant), newRun, chunkRows, rate);
  }

  private boolean isJdbc() {
    return sourceText.startsWith("jdbc:");
  }

  private String kind() {
    return isJdbc() ? "a database" : "a file";
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report to " + file, e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}

package trunkline.warehouse.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.model.ModelResult.Outcome;
import trunkline.warehouse.model.ModelResult.TestResult;

/**
 * What is watched besides the truth of rows: whether new ones still come, also when a run has
 * nothing to do, and whether a table's size is what it used to be. It keeps no table from being
 * published. Who refreshes again and again keeps one of these, is told once of what goes on, and
 * opens no table to find that it has aged. One thread at a time.
 */
public final class Watches {
  /** From fewer runs nobody knows what is usual. */
  private static final int FEWEST_RUNS = 5;

  private static final double NOT_KNOWN = -1;
  private static final String FRESHNESS = "freshness by ";
  private static final String VOLUME = "volume";

  private final Lake lake;
  private final ModelGraph graph;
  private final Clock clock;
  private final Function<String, List<Long>> rowsBefore;

  /** Of tables that have not moved on since they were looked at. */
  private final Map<TableIdentifier, Optional<Instant>> newest = new HashMap<>();

  /** What the last run had to tell, by table and test. */
  private Set<String> told = Set.of();

  /**
   * @param rowsBefore how many rows a table had after each of the last runs that published it
   */
  public Watches(
      Lake lake, ModelGraph graph, Clock clock, Function<String, List<Long>> rowsBefore) {
    this.lake = lake;
    this.graph = graph;
    this.clock = clock;
    this.rowsBefore = rowsBefore;
  }

  /** Tables may have moved on. */
  public void lookAgain() {
    newest.clear();
  }

  /** The results of a run with what the watches say. */
  public List<ModelResult> on(List<ModelResult> results) {
    return results.stream()
        .map(result -> result.with(said(graph.get(nameOf(result.table())), result)))
        .toList();
  }

  /** One line for each watch that has something to tell, and had not in the run before. */
  public List<String> told(List<ModelResult> results) {
    Map<String, String> telling = new LinkedHashMap<>();
    for (ModelResult result : results) {
      for (TestResult test : result.tests()) {
        if (!test.passed() && isWatch(test)) {
          telling.put(
              result.table() + " " + test.test(),
              "%s warns: %s".formatted(result.table(), test.told()));
        }
      }
    }
    Set<String> before = told;
    told = Set.copyOf(telling.keySet());
    telling.keySet().removeAll(before);
    return List.copyOf(telling.values());
  }

  private static boolean isWatch(TestResult test) {
    return test.test().startsWith(FRESHNESS) || test.test().equals(VOLUME);
  }

  private static String nameOf(String table) {
    return table.substring(table.indexOf('.') + 1);
  }

  private List<TestResult> said(Model model, ModelResult result) {
    List<TestResult> said = new ArrayList<>();
    ModelHeader header = model.header();
    Freshness watch = header.freshness();
    if (watch != null) {
      freshness(model, watch).ifPresent(said::add);
    }
    if (header.volume() > 0 && result.outcome() == Outcome.PUBLISHED) {
      volume(header.volume(), result).ifPresent(said::add);
    }
    return said;
  }

  /** A table without rows has nothing that could be old. */
  private Optional<TestResult> freshness(Model model, Freshness watch) {
    return newest
        .computeIfAbsent(
            model.table(), name -> lake.find(name).flatMap(table -> newest(table, watch.column())))
        .map(
            newest -> {
              Duration age = Duration.between(newest, clock.instant());
              boolean failed = watch.isTooOld(watch.error(), age);
              boolean passed = !failed && !watch.isTooOld(watch.warn(), age);
              return new TestResult(
                  FRESHNESS + watch.column(),
                  passed,
                  failed,
                  passed
                      ? ""
                      : "the newest is of %s, %s ago"
                          .formatted(newest, age.truncatedTo(ChronoUnit.SECONDS)));
            });
  }

  /** By what the files say of themselves: nothing is read. */
  private static Optional<Instant> newest(Table table, String column) {
    Types.NestedField field = table.schema().findField(column);
    Instant newest = Instant.MIN;
    if (field == null) {
      return Optional.empty();
    }
    try (var tasks = table.newScan().includeColumnStats().planFiles()) {
      for (FileScanTask task : tasks) {
        var bounds = task.file().upperBounds();
        ByteBuffer bound = bounds == null ? null : bounds.get(field.fieldId());
        if (bound != null) {
          Long micros = Conversions.fromByteBuffer(field.type(), bound);
          Instant latest = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
          newest = latest.isAfter(newest) ? latest : newest;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return newest.equals(Instant.MIN) ? Optional.empty() : Optional.of(newest);
  }

  private Optional<TestResult> volume(double part, ModelResult result) {
    double usual = median(rowsBefore.apply(result.table()));
    if (usual == NOT_KNOWN) {
      return Optional.empty();
    }
    boolean passed = Math.abs(result.rows() - usual) <= part * usual;
    return Optional.of(
        new TestResult(
            VOLUME,
            passed,
            false,
            passed ? "" : "%,d rows, and %,.0f were usual".formatted(result.rows(), usual)));
  }

  private static double median(List<Long> values) {
    if (values.size() < FEWEST_RUNS) {
      return NOT_KNOWN;
    }
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}

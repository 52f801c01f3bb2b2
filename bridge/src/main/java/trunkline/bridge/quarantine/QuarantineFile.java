package trunkline.bridge.quarantine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import trunkline.bridge.mapping.Screened.Problem;
import trunkline.bridge.source.Columns;
import trunkline.bridge.source.SourceProblem;
import trunkline.bridge.source.SourceRow;

/**
 * Rejected rows as a CSV that a person repairs: first why, then the row as the source gave it. A
 * value is quoted and a null is not, so both survive the way there and back. It holds personal
 * data: only its owner may read it.
 */
public record QuarantineFile(Path path, Columns columns) {
  static final String SURPLUS = "_surplus";
  private static final String ROW = "_row";
  private static final List<String> REASONS =
      List.of(ROW, "_key", "_field", "_reason", "_hint", "_written", SURPLUS);
  private static final CSVFormat FORMAT = CSVFormat.POSTGRESQL_CSV;

  /**
   * A row of the file after repair.
   *
   * @param number the row's name in quarantine
   */
  public record Repaired(long number, SourceRow row) {}

  /**
   * Replaces the file, all at once, by what is in quarantine now. A file that says anything else is
   * kept beside it: it may hold repairs that nobody has given back yet.
   */
  public void write(Connection connection, Quarantine quarantine) throws SQLException {
    try {
      Path draft = draft(connection, quarantine);
      if (Files.exists(path) && Files.mismatch(path, draft) != -1) {
        Files.move(path, previous(), StandardCopyOption.REPLACE_EXISTING);
      }
      if (quarantine.count(connection) == 0) {
        Files.delete(draft);
        Files.deleteIfExists(path);
      } else {
        Files.move(
            draft, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the quarantine file " + path, e);
    }
  }

  private Path previous() {
    return path.resolveSibling(path.getFileName() + ".previous");
  }

  private Path draft(Connection connection, Quarantine quarantine)
      throws SQLException, IOException {
    Path parent = path.toAbsolutePath().getParent();
    Files.createDirectories(parent);
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path draft = Files.createTempFile(parent, ".quarantine", ".csv", owner);
    try (Writer writer = Files.newBufferedWriter(draft, StandardCharsets.UTF_8);
        CSVPrinter printer = new CSVPrinter(writer, FORMAT)) {
      printer.printRecord(header());
      quarantine.each(connection, held -> print(printer, held));
    }
    return draft;
  }

  /** Reads a repaired file, row by row. */
  public void read(List<String> keyColumns, Consumer<Repaired> each) {
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8);
        CSVParser parser = CSVParser.builder().setReader(reader).setFormat(headed()).get()) {
      if (!parser.getHeaderNames().containsAll(withNames(List.of(ROW)))) {
        throw new SourceProblem(
            path + " is no quarantine file of this source; it needs the columns " + header());
      }
      parser.forEach(record -> each.accept(repaired(record, keyColumns)));
    } catch (IOException | UncheckedIOException e) {
      throw new SourceProblem("the quarantine file " + path + " cannot be read", e);
    }
  }

  private Repaired repaired(CSVRecord record, List<String> keyColumns) {
    if (!record.isConsistent() || !record.get(ROW).matches("\\d{1,18}")) {
      throw new SourceProblem(
          "%s, line %d: does not have all columns, or its %s was changed; repair the values only"
              .formatted(path, record.getRecordNumber() + 1, ROW));
    }
    // A value beyond the last column stays one until a person has decided where it belongs.
    String surplus = record.get(SURPLUS);
    boolean undecided = surplus != null && !surplus.isBlank();
    @Nullable String[] values = new String[columns.size() + (undecided ? 1 : 0)];
    for (int i = 0; i < columns.size(); i++) {
      values[i] = record.get(columns.names().get(i));
    }
    if (undecided) {
      values[columns.size()] = surplus;
    }
    long number = Long.parseLong(record.get(ROW));
    return new Repaired(
        number, SourceRow.repaired(columns, values, keyColumns, "#quarantine-" + number));
  }

  private static void print(CSVPrinter printer, Quarantine.Held held) {
    List<@Nullable String> values = new ArrayList<>();
    values.add(Long.toString(held.number()));
    values.add(held.sourceKey());
    values.add(Problem.join(held.problems(), Problem::field));
    values.add(Problem.join(held.problems(), Problem::reason));
    values.add(Problem.join(held.problems(), Problem::hint));
    values.add(String.join(" ", held.written()));
    values.add(held.values().get(SURPLUS));
    held.values()
        .forEach(
            (name, value) -> {
              if (!name.equals(SURPLUS)) {
                values.add(value);
              }
            });
    try {
      printer.printRecord(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> header() {
    return withNames(REASONS);
  }

  private List<String> withNames(List<String> first) {
    List<String> header = new ArrayList<>(first);
    header.addAll(columns.names());
    return header;
  }

  private static CSVFormat headed() {
    return FORMAT.builder().setHeader().setSkipHeaderRecord(true).get();
  }
}

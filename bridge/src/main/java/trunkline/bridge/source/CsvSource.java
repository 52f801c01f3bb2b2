package trunkline.bridge.source;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import trunkline.platform.digest.Sha256;

/**
 * A CSV file in a declared encoding. A byte that the encoding does not have stops the run with its
 * line: it is never replaced by a question mark. A position is the number of the last record read.
 */
public final class CsvSource implements Source {
  private final Path file;
  private final CsvDialect dialect;
  private final List<String> keyColumns;
  private final Columns columns;
  private final String identity;
  private @Nullable CsvRecords open;

  /** Opens the file, reads its header and its checksum. */
  public CsvSource(Path file, CsvDialect dialect, List<String> keyColumns) {
    this.file = file;
    this.dialect = dialect;
    this.keyColumns = List.copyOf(keyColumns);
    this.columns = header(file, dialect);
    this.identity = "sha256:" + checksum(file);
    keyColumns.forEach(columns::index);
  }

  /** The header alone, for recognising a file before a mapping is chosen. */
  public static Columns header(Path file, Charset encoding) {
    return header(file, new CsvDialect(encoding, ','));
  }

  private static Columns header(Path file, CsvDialect dialect) {
    try (CsvRecords records = new CsvRecords(file, dialect)) {
      return new Columns(records.header());
    }
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public String identity() {
    return identity;
  }

  @Override
  public boolean identityCoversContent() {
    return true;
  }

  @Override
  public long count() {
    try (CsvRecords records = new CsvRecords(file, dialect)) {
      long count = 0;
      while (records.hasNext()) {
        records.next();
        count++;
      }
      return count;
    }
  }

  @Override
  public List<SourceRow> page(Position after, int limit) {
    CsvRecords records = at(after);
    List<SourceRow> page = new ArrayList<>(limit);
    while (page.size() < limit && records.hasNext()) {
      page.add(row(records.next()));
    }
    return page;
  }

  @Override
  public void range(Position after, Position upTo, Consumer<SourceRow> each) {
    CsvRecords records = at(after);
    long last = number(upTo);
    while (records.number() < last && records.hasNext()) {
      each.accept(row(records.next()));
    }
  }

  /** Continues where the last page ended; any other place is reached from the start. */
  private CsvRecords at(Position position) {
    long number = number(position);
    CsvRecords records = open;
    if (records == null || records.number() != number) {
      close();
      records = new CsvRecords(file, dialect);
      open = records;
      while (records.number() < number && records.hasNext()) {
        records.next();
      }
    }
    return records;
  }

  private SourceRow row(CSVRecord record) {
    @Nullable String[] values = new String[Math.max(columns.size(), record.size())];
    for (int i = 0; i < record.size(); i++) {
      values[i] = record.get(i);
    }
    String key = SourceKey.of(columns, values, keyColumns);
    Optional<String> defect = SourceKey.defectOf(key);
    if (record.size() != columns.size()) {
      defect = Optional.of("has " + record.size() + " values for " + columns.size() + " columns");
    }
    String named = SourceKey.defectOf(key).isPresent() ? "#" + record.getRecordNumber() : key;
    var position = new Position(List.of(Long.toString(record.getRecordNumber())));
    return new SourceRow(position, named, columns, values, defect);
  }

  private static long number(Position position) {
    return position.isStart() ? 0 : Long.parseLong(position.parts().getFirst());
  }

  private static String checksum(Path file) {
    try {
      return Sha256.hex(file);
    } catch (IOException e) {
      throw new SourceProblem("cannot read " + file, e);
    }
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}

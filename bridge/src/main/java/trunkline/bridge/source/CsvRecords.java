package trunkline.bridge.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** One pass over a CSV file; every failure names the line. */
final class CsvRecords implements AutoCloseable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path file;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final List<String> header;
  private long number;

  CsvRecords(Path file, CsvDialect dialect) {
    this.file = file;
    try {
      BufferedReader reader = reader(file, dialect);
      this.header = readHeader(reader, dialect);
      this.parser = CSVParser.builder().setReader(reader).setFormat(format(dialect)).get();
      this.records = parser.iterator();
    } catch (NoSuchFileException e) {
      throw new SourceProblem("there is no file " + file, e);
    } catch (IOException | UncheckedIOException e) {
      throw new SourceProblem("the header of " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  List<String> header() {
    return header;
  }

  /** How many records have been read, the header not counted. */
  long number() {
    return number;
  }

  boolean hasNext() {
    return reading(records::hasNext);
  }

  CSVRecord next() {
    CSVRecord record = reading(records::next);
    number++;
    return record;
  }

  private <T> T reading(java.util.function.Supplier<T> read) {
    try {
      return read.get();
    } catch (UncheckedIOException | IllegalStateException e) {
      // The header is read apart, so the parser's first line is the file's second.
      throw new SourceProblem(
          "%s cannot be read near line %d: a byte that the declared encoding does not have, or a quote that is not closed; correct the file or the mapping's source.encoding"
              .formatted(file, parser.getCurrentLineNumber() + 2),
          e);
    }
  }

  private static BufferedReader reader(Path file, CsvDialect dialect) throws IOException {
    var decoder =
        dialect
            .encoding()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var reader = new BufferedReader(new InputStreamReader(Files.newInputStream(file), decoder));
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  private static List<String> readHeader(BufferedReader reader, CsvDialect dialect)
      throws IOException {
    String line = reader.readLine();
    if (line == null) {
      throw new SourceProblem("the file is empty; its first line must name the columns");
    }
    List<String> names = new ArrayList<>();
    try (CSVParser one = CSVParser.parse(line, format(dialect))) {
      one.forEach(record -> record.forEach(name -> names.add(name.strip())));
    }
    return names;
  }

  private static CSVFormat format(CsvDialect dialect) {
    return CSVFormat.RFC4180
        .builder()
        .setDelimiter(dialect.delimiter())
        .setIgnoreEmptyLines(true)
        .get();
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new SourceProblem("cannot close " + file, e);
    }
  }
}

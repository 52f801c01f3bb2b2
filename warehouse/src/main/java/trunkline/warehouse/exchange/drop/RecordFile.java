package trunkline.warehouse.exchange.drop;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import trunkline.platform.json.Json;
import trunkline.warehouse.refusal.Refusal;

/**
 * Turns a file as somebody sends it into one that the engine reads without guessing: UTF-8, the
 * declared columns in their order, before them the line that a row began at and what is wrong with
 * it. Only what makes the rest of a file unreadable refuses it whole.
 */
record RecordFile(Feed feed) {
  private static final char REPLACED = '\uFFFD';
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Writes {@code clean}. */
  void rewrite(Path file, Path clean) throws IOException {
    try (Reader reader = reader(file);
        Writer out = Files.newBufferedWriter(clean);
        var printer = new CSVPrinter(out, CSVFormat.RFC4180)) {
      if (feed.format().equals("csv")) {
        csv(reader, printer);
      } else {
        lines(reader, printer);
      }
    } catch (EOFException | ZipException e) {
      throw Refusal.fileRefused("it can't be unpacked to its end: " + e.getMessage());
    }
  }

  /** Bytes that are none of the encoding become U+FFFD, by which their row is found. */
  private Reader reader(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    if (file.getFileName().toString().endsWith(".gz")) {
      in = new GZIPInputStream(in, 1 << 16);
    }
    var decoder =
        feed.encoding()
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    var reader = new BufferedReader(new InputStreamReader(in, decoder), 1 << 16);
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  private void csv(Reader reader, CSVPrinter printer) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180.builder().setDelimiter(feed.delimiter()).setIgnoreEmptyLines(true).get();
    try (CSVParser parser = CSVParser.parse(reader, format)) {
      var records = parser.iterator();
      if (!records.hasNext()) {
        throw Refusal.fileRefused("it is empty; not even the line of names is there");
      }
      CSVRecord names = records.next();
      int[] places = places(names);
      long before = parser.getCurrentLineNumber();
      while (records.hasNext()) {
        CSVRecord record = records.next();
        write(printer, before + 1, record, names.size(), places);
        before = parser.getCurrentLineNumber();
      }
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException broken) {
        throw Refusal.fileRefused("its quotes do not close: " + broken.getMessage());
      }
      throw e.getCause();
    }
  }

  /** Where each declared column stands in a line. */
  private int[] places(CSVRecord names) {
    List<String> given = names.stream().map(String::strip).toList();
    Set<String> missing = new LinkedHashSet<>(feed.columns().keySet());
    given.forEach(missing::remove);
    Set<String> extra = new LinkedHashSet<>(given);
    extra.removeAll(feed.columns().keySet());
    if (!missing.isEmpty() || !extra.isEmpty() || given.size() != feed.columns().size()) {
      throw Refusal.fileRefused(
          "its first line does not name the feed's columns: missing %s, unknown %s"
              .formatted(missing, extra));
    }
    return feed.columns().keySet().stream().mapToInt(given::indexOf).toArray();
  }

  private static void write(
      CSVPrinter printer, long line, CSVRecord record, int width, int[] places) throws IOException {
    List<Object> cells = new ArrayList<>();
    cells.add(line);
    boolean fits = record.size() == width;
    cells.add(fits ? wrong(record) : "it has %d values and not %d".formatted(record.size(), width));
    cells.add(fits ? "" : String.join(" ", record.toList()));
    for (int place : places) {
      cells.add(fits ? record.get(place) : "");
    }
    printer.printRecord(cells);
  }

  private static String wrong(CSVRecord record) {
    return record.stream().anyMatch(value -> value.indexOf(REPLACED) >= 0)
        ? "it holds bytes that are not of the feed's encoding"
        : "";
  }

  private void lines(Reader reader, CSVPrinter printer) throws IOException {
    var lines = new BufferedReader(reader);
    long number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        write(printer, number, line);
      }
    }
  }

  private void write(CSVPrinter printer, long number, String line) throws IOException {
    List<Object> cells = new ArrayList<>();
    cells.add(number);
    JsonNode object = parsed(line);
    String wrong = object.isObject() ? wrong(object, line) : "it is no JSON object";
    cells.add(wrong);
    cells.add(wrong.isEmpty() ? "" : line);
    for (String column : feed.columns().keySet()) {
      JsonNode value = object.path(column);
      cells.add(value.isNull() || value.isMissingNode() ? "" : text(value));
    }
    printer.printRecord(cells);
  }

  private String wrong(JsonNode object, String line) {
    for (var property : object.properties()) {
      if (!feed.columns().containsKey(property.getKey())) {
        return "it has " + property.getKey() + ", which the feed does not declare";
      }
    }
    return line.indexOf(REPLACED) >= 0 ? "it holds bytes that are not of the feed's encoding" : "";
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : Json.write(value);
  }

  private static JsonNode parsed(String line) {
    try {
      return Json.mapper().readTree(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
  }
}

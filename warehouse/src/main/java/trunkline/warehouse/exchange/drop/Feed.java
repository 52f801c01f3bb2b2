package trunkline.warehouse.exchange.drop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.refusal.Refusal;

/**
 * What somebody sends regularly, or what is pulled from Snowflake, as {@code feeds/NAME.yaml}
 * declares it.
 *
 * @param name of the table in {@code landing_files}
 * @param rows {@code one row per …}
 * @param files the pattern of its files' names, such as {@code charges-*.csv*}; .gz is unpacked
 * @param format csv, ndjson or parquet
 * @param delimiter one character, of csv
 * @param complete how a file says that all of it is there: {@code quiet} when nobody has written to
 *     it for a while, {@code done} by a file NAME.done, {@code sha256} by its digest in NAME.sha256
 * @param columns the engine's type by name; in a csv the first line names them, in any order
 * @param key columns that have a value in every row, one row a value in a file
 * @param personal kinds of personal columns, as in a model's header
 * @param person columns that hold the id of a person or of what is theirs: a row is of everybody
 *     whom they name, and erasures reach it; empty where rows are nobody's
 * @param remains columns that stay of a row when its person is erased; empty: the row goes
 * @param mostRefused bad rows beyond which the file is refused whole
 * @param snowflake where its rows are pulled from; empty for files that are sent
 */
public record Feed(
    String name,
    String rows,
    String files,
    String format,
    Charset encoding,
    char delimiter,
    String complete,
    Duration quiet,
    Map<String, String> columns,
    List<String> key,
    Map<String, String> personal,
    List<String> person,
    List<String> remains,
    int mostRefused,
    Optional<Pulled> snowflake) {
  /**
   * Rows that lie in Snowflake; one of table and query is given.
   *
   * @param table such as {@code BILLING.PUBLIC.INVOICE}
   * @param query one SELECT
   * @param watermark a column that only grows from row to row; empty to compare and take all
   */
  public record Pulled(String table, String query, String watermark) {}

  /** Of the tables of all feeds. */
  static final String NAMESPACE = "landing_files";

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final Pattern TYPE =
      Pattern.compile(
          "VARCHAR|BIGINT|INTEGER|BOOLEAN|DOUBLE|DATE|TIMESTAMP|TIMESTAMPTZ|DECIMAL\\(\\d{1,2},\\d{1,2}\\)");
  private static final Set<String> KINDS =
      Set.of("id", "name", "contact", "trait", "text", "document", "date");
  private static final Pattern TABLE =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z_][A-Za-z0-9_$]*){0,2}");
  private static final Pattern QUERY =
      Pattern.compile("(?is)\\s*(SELECT|WITH)\\s((?!;|--|//|/\\*).)*");
  private static final Set<String> WATERMARKS =
      Set.of("BIGINT", "INTEGER", "DATE", "TIMESTAMP", "TIMESTAMPTZ");
  private static final Set<String> OURS =
      Set.of("file_name", "file_digest", "file_line", "loaded_at");

  /** The file as it is written; what is left out has a usual value. */
  private record Declared(
      @Nullable String rows,
      @Nullable String files,
      @Nullable String format,
      @Nullable String encoding,
      @Nullable String delimiter,
      @Nullable String complete,
      @Nullable String quiet,
      @Nullable Map<String, String> columns,
      @Nullable List<String> key,
      @Nullable Map<String, String> personal,
      @Nullable List<String> person,
      @Nullable List<String> remains,
      @Nullable Integer mostRefused,
      @Nullable From snowflake) {}

  private record From(@Nullable String table, @Nullable String query, @Nullable String watermark) {
    Pulled pulled() {
      return new Pulled(or(table, ""), or(query, ""), or(watermark, ""));
    }
  }

  public Feed {
    columns = new LinkedHashMap<>(columns);
    key = List.copyOf(key);
    personal = Map.copyOf(personal);
    person = List.copyOf(person);
    remains = List.copyOf(remains);
  }

  static Feed read(Path file) {
    String name = file.getFileName().toString().replaceFirst("\\.yaml$", "");
    try {
      Declared d = YAML.readValue(Files.readString(file), Declared.class);
      var feed =
          new Feed(
              name,
              or(d.rows(), "one row per line of " + name),
              or(d.files(), ""),
              or(d.format(), d.snowflake() == null ? "csv" : "parquet"),
              Charset.forName(or(d.encoding(), "utf-8")),
              or(d.delimiter(), ",").charAt(0),
              or(d.complete(), "quiet"),
              Duration.parse(or(d.quiet(), "PT10S")),
              d.columns() == null ? Map.of() : d.columns(),
              d.key() == null ? List.of() : d.key(),
              d.personal() == null ? Map.of() : d.personal(),
              d.person() == null ? List.of() : d.person(),
              d.remains() == null ? List.of() : d.remains(),
              d.mostRefused() == null ? Integer.MAX_VALUE : d.mostRefused(),
              Optional.ofNullable(d.snowflake()).map(From::pulled));
      feed.check(file);
      return feed;
    } catch (JsonProcessingException e) {
      throw Refusal.feedInvalid(file, "can't be read: " + e.getOriginalMessage());
    } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
      throw Refusal.feedInvalid(
          file, "has the encoding " + e.getMessage() + ", which is not known");
    } catch (java.time.DateTimeException | StringIndexOutOfBoundsException e) {
      throw Refusal.feedInvalid(file, "has no ISO 8601 duration as quiet, or no delimiter");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String or(@Nullable String given, String usual) {
    return given == null ? usual : given;
  }

  private void check(Path file) {
    require(file, NAME.matcher(name).matches(), "is not named as a table: a-z, 0-9 and _");
    boolean isSent = !files.isEmpty() && !files.contains("/");
    require(
        file,
        snowflake.isEmpty() ? isSent : files.isEmpty(),
        "says in files no pattern of names, or has both files and snowflake");
    require(
        file,
        Set.of("csv", "ndjson", "parquet").contains(format),
        "has a format other than csv, ndjson, parquet");
    require(
        file,
        Set.of("quiet", "done", "sha256").contains(complete),
        "is complete other than by quiet, done or sha256");
    require(file, !columns.isEmpty(), "has no columns");
    columns.forEach(
        (column, type) -> {
          boolean isName = NAME.matcher(column).matches() && !OURS.contains(column);
          require(file, isName, "can't have a column of the name " + column);
          require(
              file,
              TYPE.matcher(type).matches(),
              "gives %s the type %s, which tables don't know".formatted(column, type));
        });
    require(file, columns.keySet().containsAll(key), "has a key that is no column");
    snowflake.ifPresent(pulled -> checkPulled(file, pulled));
    require(
        file,
        columns.keySet().containsAll(personal.keySet()) && KINDS.containsAll(personal.values()),
        "calls personal what is no column, or of a kind that is none of " + KINDS);
    checkPerson(file);
  }

  private void checkPerson(Path file) {
    require(file, columns.keySet().containsAll(person), "names in person what is no column");
    require(
        file,
        columns.keySet().containsAll(remains) && remains.size() < columns.size(),
        "names in remains what is no column, or all columns");
    require(
        file,
        remains.isEmpty() || !person.isEmpty(),
        "says what remains of a row when its person is erased, and not in person who that is");
    require(
        file,
        remains.stream().map(c -> personal.getOrDefault(c, "id")).allMatch("id"::equals),
        "lets a personal column remain that is of another kind than id");
  }

  private void checkPulled(Path file, Pulled pulled) {
    require(file, format.equals("parquet"), "is pulled from Snowflake, which is by parquet only");
    require(
        file,
        pulled.table().isEmpty() != pulled.query().isEmpty(),
        "names in snowflake no table and no query, or both");
    require(
        file,
        pulled.table().isEmpty() || TABLE.matcher(pulled.table()).matches(),
        "names a table other than as TABLE, SCHEMA.TABLE or DATABASE.SCHEMA.TABLE");
    require(
        file,
        pulled.query().isEmpty() || QUERY.matcher(pulled.query()).matches(),
        "has a query that is not one SELECT without a semicolon or a comment");
    String type = columns.getOrDefault(pulled.watermark(), "");
    require(
        file,
        pulled.watermark().isEmpty() || WATERMARKS.contains(type),
        "has a watermark that is no column of type " + WATERMARKS);
  }

  private static void require(Path file, boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.feedInvalid(file, otherwise);
    }
  }

  boolean takes(Path file) {
    return FileSystems.getDefault().getPathMatcher("glob:" + files).matches(file.getFileName());
  }

  /** Whether its rows tell of people whom no erasure finds. */
  boolean isBeyondErasures() {
    return person.isEmpty() && !personal.isEmpty();
  }

  /** Where its rows are. */
  public TableIdentifier table() {
    return TableIdentifier.of(NAMESPACE, name);
  }
}

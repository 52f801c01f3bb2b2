package trunkline.warehouse.model;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.refusal.Refusal;

/**
 * One SQL file: the query whose result is the table {@code layer.name}, and what must be true of
 * it. Other models stand in it as {@code {{ ref('name') }}}, tables from outside as {@code {{
 * source('schema.name') }}} or, when only one service's part of them matters, {@code {{
 * source('schema.name', 'service') }}}, and in its tests it is itself {@code {{ this }}}. {@code {{
 * touched(tenant, id) }}} in a test that is true of each thing by itself keeps it to the things
 * that a run has touched.
 */
record Model(String layer, String name, String grain, ModelHeader header, String text) {
  private static final Pattern REFERENCE =
      Pattern.compile("\\{\\{\\s*(ref|source)\\('([a-z0-9_.]+)'(?:,\\s*'([a-z]+)')?\\)\\s*}}");
  private static final Pattern TOUCHED =
      Pattern.compile("\\{\\{\\s*touched\\(([a-z0-9_., ]+)\\)\\s*}}");
  private static final Pattern THIS = Pattern.compile("\\{\\{\\s*this\\s*}}");

  static Model of(String layer, String name, String text) {
    return new Model(layer, name, ModelHeader.grain(name, text), ModelHeader.read(name, text), text)
        .checked();
  }

  private Model checked() {
    int sources = sourceInputs().size();
    int references = inputs().size();
    switch (header.materialisation()) {
      case TABLE -> {}
      case INCREMENTAL -> {
        if (sources != 1 || references > 0) {
          throw Refusal.modelInvalid(name, "is incremental, and so reads one source and no model");
        }
      }
      case MERGE -> {
        if (sources > 0 || references == 0) {
          throw Refusal.modelInvalid(
              name, "is made thing by thing, and so reads models and no source");
        }
      }
      case SCD2 -> {
        if (sources > 0 || references != 1) {
          throw Refusal.modelInvalid(
              name, "is made of what was told of a thing, and so reads one model and no source");
        }
      }
      case SUM -> {
        if (sources > 0 || references == 0) {
          throw Refusal.modelInvalid(name, "is made of sums, and so reads models and no source");
        }
      }
    }
    return this;
  }

  TableIdentifier table() {
    return TableIdentifier.of(layer, name);
  }

  /** Names of the models that must be there first. */
  Set<String> references() {
    Set<String> references = references(text);
    references.addAll(header.relations().values());
    return references;
  }

  /** Those of them that its rows are made from; others are only compared with. */
  Set<String> inputs() {
    return references(body());
  }

  private static Set<String> references(String sql) {
    return matches("ref", sql)
        .map(match -> match.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What it reads from outside. */
  Set<Source> sources() {
    return sources(text);
  }

  /** Those of them that its rows are made from. */
  Set<Source> sourceInputs() {
    return sources(body());
  }

  private static Set<Source> sources(String sql) {
    return matches("source", sql).map(Source::of).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<MatchResult> matches(String kind, String sql) {
    return REFERENCE.matcher(sql).results().filter(match -> match.group(1).equals(kind));
  }

  /** The query for the table's rows. */
  String query(Names names) {
    return header.materialisation() == Materialisation.SCD2
        ? Versions.of(body(names), header.by())
        : body(names);
  }

  /** The query as the file has it, with references as tables. */
  String body(Names names) {
    return resolve(body(), names);
  }

  private String body() {
    return text.lines()
        .dropWhile(line -> line.startsWith("--"))
        .collect(Collectors.joining("\n"))
        .strip();
  }

  /** A part of this model, with references as tables. */
  String resolve(String sql, Names given) {
    boolean isOfTouched = isOfTouched(sql);
    Names names = isOfTouched ? given.narrowed() : given;
    String resolved = replaced(REFERENCE, sql, match -> table(match, names));
    resolved = replaced(TOUCHED, resolved, match -> names.touched(match.group(1)));
    resolved =
        replaced(
            THIS, resolved, match -> isOfTouched ? names.rowsOfThings(this) : table().toString());
    if (resolved.contains("{{")) {
      throw Refusal.modelInvalid(
          name, "has braces that are neither ref('…'), source('…'), touched(…) nor this");
    }
    return resolved;
  }

  /** Whether a query keeps itself to what was touched. */
  boolean isOfTouched(String sql) {
    return TOUCHED.matcher(sql).find();
  }

  private static String replaced(
      Pattern pattern, String sql, Function<MatchResult, String> replacement) {
    return pattern
        .matcher(sql)
        .replaceAll(match -> Matcher.quoteReplacement(replacement.apply(match)));
  }

  private static String table(MatchResult match, Names names) {
    return match.group(1).equals("ref")
        ? names.model(match.group(2))
        : names.source(Source.of(match));
  }
}

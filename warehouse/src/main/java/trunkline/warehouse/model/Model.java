package trunkline.warehouse.model;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.refusal.Refusal;

/**
 * One SQL file: the query whose result is the table {@code layer.name}, and what must be true of
 * it. Other models stand in it as {@code {{ ref('name') }}}, tables from outside as {@code {{
 * source('schema.name') }}} or, when only one service's part of them matters, {@code {{
 * source('schema.name', 'service') }}}, and in its tests it is itself {@code {{ this }}}.
 */
record Model(String layer, String name, String grain, ModelHeader header, String text) {
  private static final Pattern REFERENCE =
      Pattern.compile("\\{\\{\\s*(ref|source)\\('([a-z0-9_.]+)'(?:,\\s*'([a-z]+)')?\\)\\s*}}");
  private static final Pattern THIS = Pattern.compile("\\{\\{\\s*this\\s*}}");

  static Model of(String layer, String name, String text) {
    return new Model(
        layer, name, ModelHeader.grain(name, text), ModelHeader.read(name, text), text);
  }

  TableIdentifier table() {
    return TableIdentifier.of(layer, name);
  }

  /** Names of the models that must be there first. */
  Set<String> references() {
    return matches("ref")
        .map(match -> match.group(2))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What it reads from outside. */
  Set<Source> sources() {
    return matches("source").map(Source::of).collect(Collectors.toCollection(TreeSet::new));
  }

  private Stream<MatchResult> matches(String kind) {
    return REFERENCE.matcher(text).results().filter(match -> match.group(1).equals(kind));
  }

  /** The query, with references as tables. */
  String query(UnaryOperator<String> tableOfModel) {
    String body =
        text.lines()
            .dropWhile(line -> line.startsWith("--"))
            .collect(Collectors.joining("\n"))
            .strip();
    return resolve(body, tableOfModel);
  }

  /** A part of this model, with references as tables. */
  String resolve(String sql, UnaryOperator<String> tableOfModel) {
    String plain =
        REFERENCE
            .matcher(sql)
            .replaceAll(
                match -> java.util.regex.Matcher.quoteReplacement(table(match, tableOfModel)));
    String resolved = THIS.matcher(plain).replaceAll(table().toString());
    if (resolved.contains("{{")) {
      throw Refusal.modelInvalid(
          name, "has braces that are neither ref('…'), source('…') nor this");
    }
    return resolved;
  }

  private static String table(MatchResult match, UnaryOperator<String> tableOfModel) {
    return match.group(1).equals("ref")
        ? tableOfModel.apply(match.group(2))
        : Source.of(match).sql();
  }
}

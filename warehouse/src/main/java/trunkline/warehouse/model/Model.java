package trunkline.warehouse.model;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.iceberg.catalog.TableIdentifier;
import trunkline.warehouse.refusal.Refusal;

/**
 * One SQL file: the query whose result is the table {@code layer.name}, and what must be true of
 * it. Other models stand in it as {@code {{ ref('name') }}}, tables from outside as {@code {{
 * source('schema.name') }}}, and in its tests it is itself {@code {{ this }}}.
 */
record Model(String layer, String name, String grain, ModelHeader header, String text) {
  private static final Pattern REFERENCE =
      Pattern.compile("\\{\\{\\s*(ref|source)\\('([a-z0-9_.]+)'\\)\\s*}}");
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
    return named("ref");
  }

  Set<String> sources() {
    return named("source");
  }

  private Set<String> named(String kind) {
    Set<String> names = new TreeSet<>();
    REFERENCE
        .matcher(text)
        .results()
        .filter(match -> match.group(1).equals(kind))
        .forEach(match -> names.add(match.group(2)));
    return names;
  }

  /** The query, with references as tables. */
  String query(UnaryOperator<String> tableOfModel) {
    String body =
        text.lines()
            .dropWhile(line -> line.startsWith("--"))
            .collect(java.util.stream.Collectors.joining("\n"))
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
    return match.group(1).equals("ref") ? tableOfModel.apply(match.group(2)) : match.group(2);
  }
}

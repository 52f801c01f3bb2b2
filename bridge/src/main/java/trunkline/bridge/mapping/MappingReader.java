package trunkline.bridge.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import trunkline.bridge.mapping.FieldRule.Origin;
import trunkline.bridge.transform.Condition;
import trunkline.bridge.transform.Step;
import trunkline.platform.digest.Sha256;

/** Reads a mapping file, strictly: every refusal names the place in the file. */
public final class MappingReader {
  private static final String FORMAT = "trunkline.bridge/1";
  private static final Pattern RUN_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
  private static final Pattern FIELD_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
  private static final YAMLMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .build();

  private final References references = new References();
  private final ConditionReader conditions = new ConditionReader(references);
  private final StepReader steps = new StepReader(references);

  private MappingReader() {}

  /** Reads a file. */
  public static Mapping read(Path file) {
    try {
      return read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new InvalidMapping("there is no readable file " + file, e);
    }
  }

  /** Reads a file's content. */
  public static Mapping read(byte[] yaml) {
    try {
      refuseAliases(yaml);
      JsonNode tree = YAML.readTree(yaml);
      return new MappingReader().mapping(new Section("", tree), Sha256.hex(yaml));
    } catch (JsonProcessingException e) {
      throw new InvalidMapping("is not YAML: " + e.getOriginalMessage() + where(e), e);
    } catch (IOException e) {
      throw new InvalidMapping("cannot be read", e);
    }
  }

  /** The parser would read an alias as its bare name. */
  private static void refuseAliases(byte[] yaml) throws IOException {
    try (YAMLParser parser = YAML.getFactory().createParser(yaml)) {
      while (parser.nextToken() != null) {
        if (parser.isCurrentAlias()) {
          throw new InvalidMapping(
              "line " + parser.currentLocation().getLineNr(),
              "has a YAML alias; write the part out");
        }
      }
    }
  }

  private Mapping mapping(Section file, String sha256) {
    if (!file.text("mapping").equals(FORMAT)) {
      throw new InvalidMapping("mapping", "must be " + FORMAT + ", the format this bridge reads");
    }
    SourceSpec source = new SourceReader(references).read(file.child("source"));
    Map<String, FieldRule> fields = fields(file.child("fields"));
    references.readingField("");
    List<Rule.Exclude> exclude = excludes(file);
    List<Rule.Require> require = requires(file);
    Optional<MergeRule> merge = file.findChild("merge").map(this::merge);
    List<Target> targets = new TargetReader(references, conditions).read(file.list("targets"));
    List<String> money = money(file, fields);
    String name = name(file);
    int version = file.integer("version");
    String tenant = file.text("tenant");
    file.end();
    references.check(fields.keySet());
    return new Mapping(
        name,
        version,
        sha256,
        tenant,
        source,
        references.columns(),
        fields,
        exclude,
        require,
        merge,
        targets,
        money);
  }

  private static String name(Section file) {
    String name = file.text("name");
    if (!RUN_NAME.matcher(name).matches()) {
      throw new InvalidMapping("name", "must be lower-case letters, digits and . _ -");
    }
    return name;
  }

  private Map<String, FieldRule> fields(Section section) {
    Map<String, FieldRule> fields = new LinkedHashMap<>();
    section
        .children()
        .forEach(
            (name, child) -> {
              if (!FIELD_NAME.matcher(name).matches()) {
                throw new InvalidMapping(child.path(), "must be letters and digits only");
              }
              references.readingField(name);
              fields.put(name, field(name, child));
            });
    return fields;
  }

  private FieldRule field(String name, Section section) {
    Origin origin = origin(section);
    List<JsonNode> entries = section.items("do");
    List<Step> list =
        java.util.stream.IntStream.range(0, entries.size())
            .mapToObj(i -> steps.read(section.at("do") + "[" + i + "]", entries.get(i)))
            .toList();
    section.end();
    return new FieldRule(name, origin, list, scale(entries));
  }

  private Origin origin(Section section) {
    if (section.has("column")) {
      return new Origin.Column(references.column(section.text("column")));
    }
    if (section.has("constant")) {
      return new Origin.Constant(section.text("constant"));
    }
    if (section.has("template")) {
      TextTemplate text = TextTemplate.parse(section.at("template"), section.text("template"));
      text.pieces().forEach(piece -> referToField(section.at("template"), piece));
      return new Origin.Template(text);
    }
    throw new InvalidMapping(section.path(), "needs one of column, constant, template");
  }

  private void referToField(String path, TextTemplate.Piece piece) {
    switch (piece) {
      case TextTemplate.Piece.Field(String name) -> references.field(path, name);
      case TextTemplate.Piece.Id _ ->
          throw new InvalidMapping(path, "has an id; ids exist only in a target's body");
      case TextTemplate.Piece.Literal _ -> {}
    }
  }

  /** The scale of the last decimal step: what a money sum is declared in. */
  private static OptionalInt scale(List<JsonNode> entries) {
    return entries.stream()
        .filter(e -> e.path("decimal").path("scale").isInt())
        .mapToInt(e -> e.path("decimal").path("scale").intValue())
        .reduce((_, last) -> last);
  }

  private List<Rule.Exclude> excludes(Section file) {
    return file.list("exclude").stream().map(this::exclude).toList();
  }

  private Rule.Exclude exclude(Section section) {
    Condition when = conditions.read(section.child("when"));
    var rule = new Rule.Exclude(section.text("name"), when, section.text("reason"));
    section.end();
    return rule;
  }

  private List<Rule.Require> requires(Section file) {
    return file.list("require").stream().map(this::require).toList();
  }

  private Rule.Require require(Section section) {
    String field = references.field(section.at("field"), section.text("field"));
    Condition filled = new Condition.Not(new Condition.Blank(new Condition.Subject.Field(field)));
    Condition that = section.findChild("that").map(conditions::read).orElse(filled);
    String name = section.findText("name").orElse(field + " required");
    var rule = new Rule.Require(name, that, field, section.text("reason"), section.text("hint"));
    section.end();
    return rule;
  }

  private MergeRule merge(Section section) {
    List<String> match = section.texts("match");
    match.forEach(field -> references.field(section.at("match"), field));
    var rule = new MergeRule(section.text("name"), match, section.integer("atMost"));
    section.end();
    if (rule.atMost() < 2) {
      throw new InvalidMapping(section.at("atMost"), "must be 2 or more");
    }
    return rule;
  }

  private List<String> money(Section file, Map<String, FieldRule> fields) {
    if (!file.has("money")) {
      return List.of();
    }
    List<String> money = file.texts("money");
    for (String field : money) {
      references.field("money", field);
      FieldRule rule = fields.get(field);
      if (rule != null && rule.scale().isEmpty()) {
        throw new InvalidMapping("money", "has " + field + ", which has no decimal step");
      }
    }
    return money;
  }

  private static String where(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")";
  }
}

package trunkline.bridge.mapping;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import trunkline.bridge.transform.Condition;
import trunkline.bridge.transform.Condition.Subject;

/** Reads {@code {column: X, in: [a, b]}} and its kin. */
record ConditionReader(References references) {
  Condition read(Section section) {
    Condition condition = combined(section);
    section.end();
    return condition;
  }

  private Condition combined(Section section) {
    if (section.has("all")) {
      return new Condition.All(readEach(section, "all"));
    }
    if (section.has("any")) {
      return new Condition.Any(readEach(section, "any"));
    }
    return test(section, subject(section));
  }

  private List<Condition> readEach(Section section, String key) {
    return section.list(key).stream().map(this::read).toList();
  }

  private Subject subject(Section section) {
    if (section.has("column")) {
      return new Subject.Column(references.column(section.text("column")));
    }
    if (section.has("field")) {
      String name = section.text("field");
      return new Subject.Field(references.field(section.at("field"), name));
    }
    throw new InvalidMapping(section.path(), "needs one of column, field, all, any");
  }

  private Condition test(Section section, Subject subject) {
    if (section.has("in")) {
      return new Condition.In(subject, Set.copyOf(section.texts("in")));
    }
    if (section.has("notIn")) {
      return new Condition.Not(new Condition.In(subject, Set.copyOf(section.texts("notIn"))));
    }
    if (section.has("matches")) {
      return new Condition.Matches(subject, pattern(section));
    }
    if (section.has("blank")) {
      Condition blank = new Condition.Blank(subject);
      return section.truth("blank") ? blank : new Condition.Not(blank);
    }
    throw new InvalidMapping(section.path(), "needs one of in, notIn, matches, blank");
  }

  private static Pattern pattern(Section section) {
    try {
      return Pattern.compile(section.text("matches"));
    } catch (PatternSyntaxException e) {
      throw new InvalidMapping(
          section.at("matches"), "is not a regular expression: " + e.getDescription());
    }
  }
}

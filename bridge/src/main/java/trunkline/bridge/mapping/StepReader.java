package trunkline.bridge.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import trunkline.bridge.transform.Blanks;
import trunkline.bridge.transform.Codes;
import trunkline.bridge.transform.Contacts;
import trunkline.bridge.transform.Dates;
import trunkline.bridge.transform.Decimals;
import trunkline.bridge.transform.Mojibake;
import trunkline.bridge.transform.Step;
import trunkline.bridge.transform.Texts;

/** Reads one entry of a field's {@code do} list: a bare word, or a word with settings. */
record StepReader(References references) {
  private static final String KNOWN =
      "is not a step; the steps are trim, singleSpaces, blankToNull, lowerCase, upperCase, maxLength,"
          + " fixMojibake, phone, email, date, instant, minusMonths, decimal, integer, truth, enum,"
          + " default, onlyWhen";

  Step read(String path, JsonNode entry) {
    if (entry.isTextual()) {
      return bare(path, entry.textValue());
    }
    Section section = new Section(path, entry);
    Map.Entry<String, Section> only =
        section.children().entrySet().stream()
            .reduce(
                (_, _) -> {
                  throw new InvalidMapping(path, "must be one step; begin a new line with a dash");
                })
            .orElseThrow(() -> new InvalidMapping(path, "is empty"));
    Step step = withSettings(only.getKey(), only.getValue());
    only.getValue().end();
    return step;
  }

  private static Step bare(String path, String name) {
    return switch (name) {
      case "trim" -> Texts.trim();
      case "singleSpaces" -> Texts.singleSpaces();
      case "blankToNull" -> Texts.blankToNull(Set.of());
      case "lowerCase" -> Texts.lowerCase();
      case "upperCase" -> Texts.upperCase();
      case "fixMojibake" -> Mojibake.step(Optional.empty());
      case "email" -> Contacts.email();
      case "maxLength", "phone", "date", "instant", "minusMonths", "decimal", "integer", "truth" ->
          throw needsSettings(path, name);
      case "enum", "default", "onlyWhen" -> throw needsSettings(path, name);
      default -> throw new InvalidMapping(path + " (" + name + ")", KNOWN);
    };
  }

  private Step withSettings(String name, Section settings) {
    return switch (name) {
      case "blankToNull" -> Texts.blankToNull(Set.copyOf(settings.texts("words")));
      case "fixMojibake" -> Mojibake.step(settings.findText("explain"));
      case "maxLength" -> Texts.maxLength(settings.integer("characters"));
      case "phone" -> orBlank(settings, Contacts.phone(region(settings)));
      case "email" -> orBlank(settings, Contacts.email());
      case "date" -> orBlank(settings, Dates.date(patterns(settings), bounds(settings)));
      case "instant" -> orBlank(settings, Dates.instant(patterns(settings), zone(settings)));
      case "minusMonths" -> Dates.minusMonths(fieldNamed(settings, "field"));
      case "decimal" -> orBlank(settings, decimal(settings));
      case "integer" -> orBlank(settings, integer(settings));
      case "truth" -> Codes.truth(truth(settings));
      case "enum" -> orBlank(settings, Codes.enumeration(settings.textMap("values")));
      case "default" -> defaultValue(settings);
      case "onlyWhen" -> onlyWhen(settings);
      default -> throw new InvalidMapping(settings.path(), KNOWN);
    };
  }

  /** {@code invalid: blank} leaves out what cannot be carried, and must say so in the report. */
  private static Step orBlank(Section settings, Step step) {
    String invalid = settings.findText("invalid").orElse("reject");
    return switch (invalid) {
      case "reject" -> step;
      case "blank" -> Blanks.blankWhenRefused(step, settings.text("explain"));
      default -> throw new InvalidMapping(settings.at("invalid"), "must be reject or blank");
    };
  }

  private static String region(Section settings) {
    String region = settings.text("region");
    if (!Contacts.knowsRegion(region)) {
      throw new InvalidMapping(settings.at("region"), "is not a region such as DE or US");
    }
    return region;
  }

  private static Decimals decimal(Section settings) {
    String mark = settings.findText("mark").orElse("point");
    Decimals.Mark sign =
        switch (mark) {
          case "point" -> Decimals.Mark.POINT;
          case "comma" -> Decimals.Mark.COMMA;
          case "either" -> Decimals.Mark.EITHER;
          default ->
              throw new InvalidMapping(settings.at("mark"), "must be point, comma or either");
        };
    try {
      return new Decimals(settings.integer("precision"), settings.integer("scale"), sign);
    } catch (IllegalArgumentException e) {
      throw new InvalidMapping(settings.path(), String.valueOf(e.getMessage()));
    }
  }

  private static Step integer(Section settings) {
    return Codes.integer(
        settings.integer("least", Long.MIN_VALUE), settings.integer("most", Long.MAX_VALUE));
  }

  private static Map<String, Boolean> truth(Section settings) {
    Map<String, Boolean> words = new HashMap<>();
    settings.texts("true").forEach(word -> words.put(word, true));
    settings.texts("false").forEach(word -> words.put(word, false));
    return words;
  }

  private static List<String> patterns(Section settings) {
    List<String> patterns = settings.texts("patterns");
    for (String pattern : patterns) {
      try {
        Dates.date(List.of(pattern), new Dates.Bounds(Optional.empty(), Optional.empty()));
      } catch (IllegalArgumentException e) {
        throw new InvalidMapping(
            settings.at("patterns"), "has " + pattern + ", which is not a pattern like dd.MM.yyyy");
      }
    }
    return patterns;
  }

  private static Dates.Bounds bounds(Section settings) {
    return new Dates.Bounds(day(settings, "notBefore"), day(settings, "notAfter"));
  }

  private static Optional<LocalDate> day(Section settings, String key) {
    try {
      return settings.findText(key).map(LocalDate::parse);
    } catch (DateTimeException e) {
      throw new InvalidMapping(settings.at(key), "must be a date such as 2020-01-31");
    }
  }

  private static ZoneId zone(Section settings) {
    try {
      return ZoneId.of(settings.text("zone"));
    } catch (DateTimeException e) {
      throw new InvalidMapping(settings.at("zone"), "must be a zone such as Europe/Berlin");
    }
  }

  private String fieldNamed(Section settings, String key) {
    return references.field(settings.at(key), settings.text(key));
  }

  private Step defaultValue(Section settings) {
    return Blanks.defaultValue(
        settings.text("value"),
        new ConditionReader(references).read(settings.child("when")),
        settings.text("explain"));
  }

  private Step onlyWhen(Section settings) {
    return Blanks.onlyWhen(new ConditionReader(references).read(settings.child("when")));
  }

  private static InvalidMapping needsSettings(String path, String name) {
    return new InvalidMapping(path, "needs settings: write " + name + ": {…}");
  }
}

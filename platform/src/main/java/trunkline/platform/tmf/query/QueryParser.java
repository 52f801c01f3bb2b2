package trunkline.platform.tmf.query;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refused;

/**
 * Reads a raw query string by TMF630 part 1, 4.3 to 4.6. Works on the raw text because a comma or
 * semicolon separates only when it isn't percent-encoded, and because an operator may be encoded
 * ({@code dateTime%3E2013-04-20}).
 */
public final class QueryParser {
  /** The first operator wins; what looks like one behind it belongs to the value. */
  private static final Pattern COMPARISON =
      Pattern.compile(
          "(.+?)(%3E%3D|%3E=|>=|%3C%3D|%3C=|<=|%3D%3D|%3D=|==|%2A%3D|%2A=|\\*=|%3E|>|%3C|<|%3D|=)(.*)",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private static final int MOST_TERMS = 200;
  private static final int DEEPEST_OFFSET = 10_000_000;

  private final Map<String, List<Term>> conditions = new LinkedHashMap<>();
  private Optional<JsonPathFilter> filter = Optional.empty();
  private Fields fields = Fields.ALL;
  private List<SortKey> sort = List.of();
  private int offset;
  private int limit = ListQuery.USUAL_PAGE;
  private boolean paged;
  private int terms;

  private QueryParser() {}

  /** {@code raw} is what stands behind the question mark, undecoded; may be empty. */
  public static ListQuery parse(String raw) {
    var parser = new QueryParser();
    Arrays.stream(raw.split("&")).filter(p -> !p.isEmpty()).forEach(parser::parameter);
    return new ListQuery(
        List.copyOf(parser.conditions.values()),
        parser.filter,
        parser.fields,
        parser.sort,
        parser.offset,
        parser.limit,
        parser.paged);
  }

  /**
   * The {@code fields} of a request for one resource; other parameters are refused, they would have
   * no effect.
   */
  public static Fields parseFields(String raw) {
    if (raw.isEmpty()) {
      return Fields.ALL;
    }
    ListQuery query = parse(raw);
    if (!query.conditions().isEmpty()
        || query.filter().isPresent()
        || !query.sort().isEmpty()
        || query.paged()) {
      throw KernelRefusals.invalidQuery(
              "string", "may only hold fields when one resource is asked for")
          .asException();
    }
    return query.fields();
  }

  private void parameter(String raw) {
    int equals = raw.indexOf('=');
    String name = equals < 0 ? "" : decode(raw.substring(0, equals));
    String value = equals < 0 ? "" : raw.substring(equals + 1);
    switch (name) {
      case "fields" -> fields = Fields.of(list(value));
      case "sort" -> sort = list(value).stream().map(QueryParser::sortKey).toList();
      case "offset" -> offset = paging(name, value, DEEPEST_OFFSET);
      case "limit" ->
          limit = Math.min(paging(name, value, Integer.MAX_VALUE), ListQuery.LARGEST_PAGE);
      case "filter" -> filter = Optional.of(JsonPathFilter.parse(decode(value)));
      default -> condition(raw);
    }
  }

  /**
   * {@code a=X,Y} or {@code a=X;a=Y} or {@code a>5;b=2}: one condition of several terms. The same
   * {@code a=} twice is one condition too.
   */
  private void condition(String raw) {
    var alternatives = new ArrayList<Term>();
    for (String piece : raw.split(";")) {
      if (!piece.isEmpty()) {
        alternatives.addAll(comparison(piece));
      }
    }
    terms += alternatives.size();
    if (terms > MOST_TERMS) {
      throw KernelRefusals.invalidQuery("string", "compares more than " + MOST_TERMS + " values")
          .asException();
    }
    if (!alternatives.isEmpty()) {
      conditions.computeIfAbsent(key(alternatives), k -> new ArrayList<>()).addAll(alternatives);
    }
  }

  private String key(List<Term> alternatives) {
    Term first = alternatives.getFirst();
    boolean equality =
        alternatives.stream()
            .allMatch(t -> t.path().equals(first.path()) && t.operator() == Operator.EQ);
    return equality ? first.path().text() : "#" + conditions.size();
  }

  private static List<Term> comparison(String raw) {
    Matcher matcher = COMPARISON.matcher(raw);
    if (!matcher.matches()) {
      throw KernelRefusals.invalidQuery(
              "'" + decode(raw) + "'", "is not a comparison such as name=value or age.gt=5")
          .asException();
    }
    String sign = decode(matcher.group(2));
    String name = decode(matcher.group(1)).strip();
    Operator operator = sign.equals("=") ? Operator.EQ : Operator.withSign(sign);
    int dot = name.lastIndexOf('.');
    Optional<Operator> suffix =
        sign.equals("=") ? Operator.withSuffix(name.substring(dot + 1)) : Optional.empty();
    if (suffix.isPresent() && dot > 0) {
      operator = suffix.get();
      name = name.substring(0, dot);
    }
    return terms(AttributePath.of(name), operator, matcher.group(3));
  }

  private static List<Term> terms(AttributePath path, Operator operator, String raw) {
    if (operator == Operator.REGEX) {
      return List.of(new Term(path, operator, regex(path, decode(raw))));
    }
    return Arrays.stream(raw.split(",", -1))
        .map(value -> new Term(path, operator, decode(value)))
        .toList();
  }

  private static String regex(AttributePath path, String pattern) {
    try {
      Pattern.compile(pattern);
      return pattern;
    } catch (PatternSyntaxException e) {
      throw KernelRefusals.invalidQuery(
              path.text(), "is not a regular expression: " + e.getDescription())
          .asException();
    }
  }

  /** Names hold no comma, so one that a client has encoded separates them too. */
  private static List<String> list(String raw) {
    return Arrays.stream(decode(raw).split(","))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  /** A plus sign in a query string decodes to a blank; both mean ascending. */
  private static SortKey sortKey(String text) {
    boolean descending = text.startsWith("-");
    boolean signed = descending || text.startsWith("+");
    return new SortKey(AttributePath.of(signed ? text.substring(1) : text), descending);
  }

  private int paging(String name, String raw, int most) {
    paged = true;
    try {
      int number = Integer.parseInt(decode(raw));
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw notANumber(name, most);
    }
    throw notANumber(name, most);
  }

  private static Refused notANumber(String name, int most) {
    return KernelRefusals.invalidQuery(name, "must be a whole number from 0 to " + most)
        .asException();
  }

  private static String decode(String raw) {
    String text;
    try {
      text = URLDecoder.decode(raw, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw KernelRefusals.invalidQuery("string", "is not percent-encoded correctly").asException();
    }
    if (text.indexOf('\0') >= 0 || text.length() > 2000) {
      throw KernelRefusals.invalidQuery(
              "string", "holds a NUL character or a value over 2000 characters")
          .asException();
    }
    return text;
  }
}

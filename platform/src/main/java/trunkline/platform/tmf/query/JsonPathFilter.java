package trunkline.platform.tmf.query;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refused;

/**
 * The filter expression of TMF630 part 6: {@code filter=$[?(@.status=='active'
 * && @.contactMedium[*].preferred==true)]}.
 *
 * <p>Understood: paths from {@code @} with names and {@code [*]}, the comparisons {@code == != > >=
 * < <= =~ /regex/}, {@code && || !}, parentheses, existence, strings, numbers, true, false, null,
 * and {@code $.a.b[?(…)]} for elements of a nested array. Everything else is refused with 501, as
 * the guideline asks.
 *
 * @param predicate PostgreSQL JSON path over {@code @}
 * @param paths the attributes that it looks at
 */
public record JsonPathFilter(String predicate, List<AttributePath> paths) {
  private static final Pattern OUTER =
      Pattern.compile(
          "\\s*(?:\\$(?=[.\\[]))?((?:\\.?[A-Za-z_@][\\w@]*+(?:\\[\\*])?)?(?:\\.[A-Za-z_@][\\w@]*+(?:\\[\\*])?)*+)\\[\\?\\((.*)\\)]\\s*",
          Pattern.DOTALL);
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<sign>&&|\\|\\||==|!=|>=|<=|=~|[()!<>])"
              + "|(?<path>@(?:\\.[A-Za-z_@][\\w@]*|\\['[^'\\]]+']|\\[\\*])+)"
              + "|(?<text>'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\")"
              + "|(?<number>-?\\d{1,60}(?:\\.\\d{1,60})?)"
              + "|(?<word>true|false|null)\\b"
              + "|(?<regex>/(?:[^/\\\\]|\\\\.)+/i?))");
  private static final int LONGEST = 2000;

  public JsonPathFilter {
    paths = List.copyOf(paths);
  }

  static JsonPathFilter parse(String text) {
    Matcher outer = OUTER.matcher(text);
    if (text.length() > LONGEST || !outer.matches()) {
      throw unsupported("write filter=$[?(@.name=='value')]");
    }
    List<String> below = names("." + outer.group(1));
    var expression = new Expression(outer.group(2), below);
    String predicate = expression.whole();
    if (!below.isEmpty()) {
      predicate = "exists(" + new AttributePath(below).jsonPath("@") + " ? (" + predicate + "))";
    }
    return new JsonPathFilter(predicate, expression.paths);
  }

  private static List<String> names(String path) {
    var names = new ArrayList<String>();
    Matcher name = Pattern.compile("\\.([A-Za-z_@][\\w@]*)|\\['([^'\\]]+)']").matcher(path);
    while (name.find()) {
      names.add(name.group(1) != null ? name.group(1) : name.group(2));
    }
    return names;
  }

  private static Refused unsupported(String detail) {
    return KernelRefusals.unsupportedFilter("Parameter filter: " + detail).asException();
  }

  /** Recursive descent over the inside of {@code ?(…)}: or, and, not, comparison. */
  private static final class Expression {
    private final Matcher tokens;
    private final String text;
    private final List<String> below;
    private final List<AttributePath> paths = new ArrayList<>();
    private int at;
    private String token = "";
    private String kind = "";
    private int depth;

    Expression(String text, List<String> below) {
      this.text = text;
      this.below = below;
      this.tokens = TOKEN.matcher(text);
      next();
    }

    String whole() {
      String result = or();
      if (!kind.equals("end")) {
        throw unsupported("can't be understood at '" + token + "'");
      }
      return result;
    }

    private String or() {
      return joined("||", this::and);
    }

    private String and() {
      return joined("&&", this::not);
    }

    private String joined(String sign, java.util.function.Supplier<String> part) {
      var parts = new ArrayList<String>();
      parts.add(part.get());
      while (token.equals(sign)) {
        next();
        parts.add(part.get());
      }
      return parts.size() == 1
          ? parts.getFirst()
          : "(" + String.join(" " + sign + " ", parts) + ")";
    }

    private String not() {
      if (++depth > 50) {
        throw unsupported("is nested too deeply");
      }
      boolean negated = token.equals("!");
      if (negated) {
        next();
      }
      String result = token.equals("(") ? parenthesised() : comparison();
      depth--;
      return negated ? "!(" + result + ")" : result;
    }

    private String parenthesised() {
      next();
      String inner = or();
      if (!token.equals(")")) {
        throw unsupported("a closing parenthesis is missing");
      }
      next();
      return "(" + inner + ")";
    }

    private String comparison() {
      if (!kind.equals("path")) {
        throw unsupported("expected a path such as @.name at '" + token + "'");
      }
      String path = path();
      next();
      if (!kind.equals("sign")
          || !List.of("==", "!=", ">", ">=", "<", "<=", "=~").contains(token)) {
        return "exists(" + path + ")";
      }
      String sign = token;
      next();
      String right = sign.equals("=~") ? regex() : literal();
      next();
      return sign.equals("=~") ? path + " like_regex " + right : path + " " + sign + " " + right;
    }

    private String path() {
      List<String> names = names(token);
      var all = new ArrayList<>(below);
      all.addAll(names);
      paths.add(new AttributePath(all));
      return names.isEmpty() ? "@" : new AttributePath(names).jsonPath("@");
    }

    private String literal() {
      return switch (kind) {
        case "text" ->
            Json.write(token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1"));
        case "number", "word" -> token;
        default -> throw unsupported("expected a value at '" + token + "'");
      };
    }

    private String regex() {
      if (!kind.equals("regex")) {
        throw unsupported("expected /a regular expression/ at '" + token + "'");
      }
      boolean ignoreCase = token.endsWith("i");
      String pattern = token.substring(1, token.lastIndexOf('/'));
      return Json.write(pattern) + (ignoreCase ? " flag \"i\"" : "");
    }

    private void next() {
      if (text.substring(at).isBlank()) {
        kind = "end";
        token = "";
        return;
      }
      if (!tokens.find(at) || tokens.start() != at) {
        throw unsupported("can't be understood at character " + at);
      }
      for (String name : List.of("sign", "path", "text", "number", "word", "regex")) {
        if (tokens.group(name) != null) {
          kind = name;
          token = tokens.group(name);
        }
      }
      at = tokens.end();
    }
  }
}

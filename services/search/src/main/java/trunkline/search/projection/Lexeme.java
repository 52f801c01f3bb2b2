package trunkline.search.projection;

import java.util.List;
import java.util.stream.IntStream;

/**
 * One entry of the inverted index, which is one for all tenants and kinds: each entry begins with
 * both, so that no search walks through another tenant's entries. Holds neither blank nor quote.
 *
 * @param text behind the tenant: {@code /name/roe} for a word, {@code /name~re} for one with a
 *     letter left out, {@code /name^ro} for a beginning
 */
public record Lexeme(String text) {
  /** Words that begin with more letters alike are few. */
  private static final int LONGEST_BEGINNING = 6;

  public Lexeme {
    if (text.chars().anyMatch(c -> c == ' ' || c == '\'' || c == '\\')) {
      throw new IllegalArgumentException("a lexeme is one word");
    }
  }

  public static Lexeme word(Kind kind, String word) {
    return new Lexeme("/" + kind.text() + "/" + inOnePiece(word));
  }

  public static Lexeme typo(Kind kind, String form) {
    return new Lexeme("/" + kind.text() + "~" + inOnePiece(form));
  }

  /**
   * What finds all words that begin so. A short beginning has an entry of its own: the index would
   * have to gather all entries that begin so before it could look at anything else.
   */
  public static String beginning(String tenant, Kind kind, String beginning) {
    return beginning.codePointCount(0, beginning.length()) <= LONGEST_BEGINNING
        ? beginning(kind, beginning).query(tenant)
        : word(kind, beginning).prefixQuery(tenant);
  }

  /** The short beginnings of a word, itself among them when it is short. */
  static List<Lexeme> beginnings(Kind kind, String word) {
    int[] letters = inOnePiece(word).codePoints().toArray();
    return IntStream.rangeClosed(1, Math.min(letters.length, LONGEST_BEGINNING))
        .mapToObj(length -> beginning(kind, new String(letters, 0, length)))
        .toList();
  }

  private static Lexeme beginning(Kind kind, String beginning) {
    return new Lexeme("/" + kind.text() + "^" + inOnePiece(beginning));
  }

  private static String inOnePiece(String word) {
    return word.replaceAll("[\\s'\\\\]", "");
  }

  /** As it stands in the index. */
  String of(String tenant) {
    return tenant + text;
  }

  /** In a {@code tsquery} (PostgreSQL 8.11.2). */
  public String query(String tenant) {
    return "'" + of(tenant) + "'";
  }

  /** The same for every entry that begins so. */
  public String prefixQuery(String tenant) {
    return query(tenant) + ":*";
  }
}

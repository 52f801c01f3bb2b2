package trunkline.search.projection;

/**
 * One entry of the inverted index, which is one for all tenants and kinds: each entry begins with
 * both, so that no search walks through another tenant's entries. Holds neither blank nor quote.
 *
 * @param text behind the tenant: {@code /name/roe} for a word, {@code /name~re} for one with a
 *     letter left out
 */
public record Lexeme(String text) {
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

package trunkline.search.projection;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import trunkline.search.text.Digits;
import trunkline.search.text.MailAddress;
import trunkline.search.text.Typos;
import trunkline.search.text.Words;

/**
 * One thing that a resource is found by.
 *
 * @param field where it stands in the resource, in dots
 * @param value normalised by its kind
 * @param lexemes what the inverted index holds of it; see {@link Lexeme}
 */
public record Term(Kind kind, String field, String value, Set<Lexeme> lexemes) {
  private static final int LONGEST = 400;

  public Term {
    lexemes = Set.copyOf(lexemes);
  }

  /** The term of a text; empty when nothing of it can be searched for. */
  static Optional<Term> of(Kind kind, String field, String text) {
    String cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    return switch (kind.form()) {
      case WORDS -> words(kind, field, Words.of(cut));
      case DIGITS -> digits(kind, field, Digits.only(cut));
      case TEXT -> text(kind, field, normalised(kind, cut));
    };
  }

  /** A text that is compared as one piece. */
  public static String normalised(Kind kind, String text) {
    String lower =
        Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    return kind == Kind.ACCOUNT
        ? lower.replaceAll("[^\\p{L}\\p{Nd}]", "")
        : lower.replaceAll("[\\s\\p{Cntrl}]", "");
  }

  private static Optional<Term> words(Kind kind, String field, Words words) {
    var lexemes = new LinkedHashSet<Lexeme>();
    for (String word : words.forms()) {
      lexemes.add(Lexeme.word(kind, word));
      lexemes.addAll(Lexeme.beginnings(kind, word));
      Typos.forms(word).forEach(form -> lexemes.add(Lexeme.typo(kind, form)));
    }
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(new Term(kind, field, words.value(), lexemes));
  }

  private static Optional<Term> digits(Kind kind, String field, String digits) {
    var lexemes = new LinkedHashSet<Lexeme>();
    Digits.endings(digits).forEach(ending -> lexemes.add(Lexeme.word(kind, ending)));
    return lexemes.isEmpty()
        ? Optional.empty()
        : Optional.of(new Term(kind, field, digits, lexemes));
  }

  private static Optional<Term> text(Kind kind, String field, String value) {
    var lexemes = new LinkedHashSet<Lexeme>();
    lexemes.add(Lexeme.word(kind, value));
    if (kind == Kind.EMAIL) {
      MailAddress.of(value).parts().stream()
          .flatMap(part -> MailAddress.forms(part).stream())
          .forEach(form -> lexemes.add(Lexeme.typo(kind, form)));
    }
    return value.isEmpty() ? Optional.empty() : Optional.of(new Term(kind, field, value, lexemes));
  }

  /** What the inverted index holds, joined by blanks. */
  String lexemesOf(String tenant) {
    return lexemes.stream().map(lexeme -> lexeme.of(tenant)).collect(Collectors.joining(" "));
  }
}

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
 * @param words those that many have, and that are looked up by themselves first; see {@link
 *     Vocabulary}
 * @param entries what the inverted index holds of it
 */
public record Term(
    Kind kind, String field, String value, Set<String> words, Set<IndexEntry> entries) {
  private static final int LONGEST = 400;

  public Term {
    words = Set.copyOf(words);
    entries = Set.copyOf(entries);
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
    var entries = new LinkedHashSet<IndexEntry>();
    for (String word : words.forms()) {
      entries.add(IndexEntry.word(kind, word));
      entries.addAll(IndexEntry.beginnings(kind, word));
    }
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(new Term(kind, field, words.value(), words.forms(), entries));
  }

  private static Optional<Term> digits(Kind kind, String field, String digits) {
    var entries = new LinkedHashSet<IndexEntry>();
    Digits.runs(digits).forEach(run -> entries.add(IndexEntry.part(kind, run)));
    Digits.errors(digits).forEach(form -> entries.add(IndexEntry.error(kind, form)));
    return entries.isEmpty()
        ? Optional.empty()
        : Optional.of(new Term(kind, field, digits, Set.of(), entries));
  }

  private static Optional<Term> text(Kind kind, String field, String value) {
    var words = possibleWords(kind, value);
    var entries = new LinkedHashSet<IndexEntry>();
    words.forEach(word -> entries.add(IndexEntry.word(kind, word)));
    errorsOfText(kind, value).forEach(form -> entries.add(IndexEntry.error(kind, form)));
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(new Term(kind, field, value, words, entries));
  }

  /** Nearly every account and mailbox has a name of its own, so these are no words. */
  private static Set<String> errorsOfText(Kind kind, String value) {
    return kind == Kind.EMAIL
        ? MailAddress.of(value).mailbox().map(MailAddress::forms).orElse(Set.of())
        : Typos.lettersOrDigits(value);
  }

  /** All words that a term of this value can have; it may have fewer. */
  static Set<String> possibleWords(Kind kind, String value) {
    return switch (kind.form()) {
      case WORDS -> Words.possibleForms(value);
      case DIGITS -> Set.of();
      case TEXT ->
          kind == Kind.EMAIL
              ? MailAddress.of(value).domain().stream().collect(Collectors.toSet())
              : Set.of();
    };
  }

  /** What a word becomes with one letter left out. */
  static Set<IndexEntry> errors(Kind kind, String word) {
    Set<String> forms = kind == Kind.EMAIL ? MailAddress.forms(word) : Typos.forms(word);
    return forms.stream().map(form -> IndexEntry.error(kind, form)).collect(Collectors.toSet());
  }
}

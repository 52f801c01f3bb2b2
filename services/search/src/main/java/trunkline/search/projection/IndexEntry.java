package trunkline.search.projection;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import trunkline.platform.digest.Sha256;

/**
 * One entry of an inverted index, which is one for all tenants and kinds. It stands there as a
 * number made of the tenant and all of this: numbers are smaller than texts and compared at once.
 * Should two be the same by chance, a search has a candidate more, and each candidate is compared.
 */
public record IndexEntry(Kind kind, Use use, String text) {
  /** What a text is to the term that has it. */
  public enum Use {
    WORD,
    BEGINNING,
    /** With one letter left out. */
    ERROR,
    /** Digits from anywhere in it. */
    PART
  }

  /** Words that begin with more letters alike are few. */
  private static final int LONGEST_BEGINNING = 4;

  public static IndexEntry word(Kind kind, String word) {
    return new IndexEntry(kind, Use.WORD, word);
  }

  /** Whether the words that begin so have an entry of their own for it. */
  public static boolean isBeginning(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST_BEGINNING;
  }

  /** What all words share that begin so, or nearly so where the beginning is longer. */
  public static IndexEntry beginning(Kind kind, String beginning) {
    int letters = Math.min(LONGEST_BEGINNING, beginning.codePointCount(0, beginning.length()));
    String shortened = beginning.substring(0, beginning.offsetByCodePoints(0, letters));
    return new IndexEntry(kind, Use.BEGINNING, shortened);
  }

  public static IndexEntry error(Kind kind, String form) {
    return new IndexEntry(kind, Use.ERROR, form);
  }

  public static Set<IndexEntry> errors(Kind kind, Set<String> forms) {
    return forms.stream().map(form -> error(kind, form)).collect(Collectors.toSet());
  }

  public static IndexEntry part(Kind kind, String digits) {
    return new IndexEntry(kind, Use.PART, digits);
  }

  /** The short beginnings of a word, itself among them when it is short. */
  static List<IndexEntry> beginnings(Kind kind, String word) {
    int letters = Math.min(LONGEST_BEGINNING, word.codePointCount(0, word.length()));
    return IntStream.rangeClosed(1, letters)
        .mapToObj(length -> beginning(kind, word.substring(0, word.offsetByCodePoints(0, length))))
        .toList();
  }

  /** As it stands in the index: always the same, in every process and release. */
  public long in(String tenant) {
    String all = String.join("\0", tenant, kind.text(), use.name(), text);
    return ByteBuffer.wrap(Sha256.bytes(all)).getLong();
  }

  /**
   * Entries as PostgreSQL writes an array of numbers: a column of a batch can't be one of arrays.
   */
  public static String array(String tenant, Set<IndexEntry> entries) {
    return entries.stream()
        .map(entry -> Long.toString(entry.in(tenant)))
        .collect(Collectors.joining(",", "{", "}"));
  }
}

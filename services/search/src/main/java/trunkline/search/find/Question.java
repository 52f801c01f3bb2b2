package trunkline.search.find;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import trunkline.search.projection.Kind;
import trunkline.search.projection.Kind.Form;
import trunkline.search.projection.Term;
import trunkline.search.text.Digits;
import trunkline.search.text.Words;

/**
 * What a caller may have meant.
 *
 * @param ids to look up as they are
 */
record Question(List<Asked> asked, List<String> ids) {
  /** A number that is no longer may be a postal code. */
  private static final int LONGEST_POSTAL_CODE = 8;

  Question {
    asked = List.copyOf(asked);
    ids = List.copyOf(ids);
  }

  static Question of(SearchRequest request) {
    String q = request.q();
    Set<Kind> kinds = request.kind().map(Kind::searched).orElseGet(() -> plausible(q));
    var asked = new ArrayList<Asked>();
    for (Kind kind : kinds) {
      if (kind != Kind.ID) {
        asked(kind, q).ifPresent(asked::add);
      }
    }
    return new Question(asked, kinds.contains(Kind.ID) ? List.of(q) : List.of());
  }

  /** The kinds that a text can be of, by its looks. */
  private static Set<Kind> plausible(String q) {
    if (q.contains("@")) {
      return EnumSet.of(Kind.EMAIL);
    }
    if (!Digits.looksLike(q)) {
      Set<Kind> kinds = EnumSet.of(Kind.NAME, Kind.ADDRESS, Kind.ACCOUNT, Kind.ID);
      if (!q.contains(" ")) {
        kinds.add(Kind.EMAIL);
      }
      return kinds;
    }
    Set<Kind> kinds =
        Arrays.stream(Kind.values())
            .filter(kind -> kind.form() == Form.DIGITS)
            .collect(Collectors.toCollection(() -> EnumSet.of(Kind.ACCOUNT, Kind.ID)));
    if (q.length() <= LONGEST_POSTAL_CODE) {
      kinds.add(Kind.ADDRESS);
    }
    return kinds;
  }

  private static Optional<Asked> asked(Kind kind, String q) {
    Asked asked =
        switch (kind.form()) {
          case WORDS -> new AskedWords(kind, Words.of(q));
          case DIGITS -> new AskedDigits(kind, Digits.asked(q));
          case TEXT -> new AskedText(kind, Term.normalised(kind, q));
        };
    return asked.value().isEmpty() ? Optional.empty() : Optional.of(asked);
  }

  Asked as(Kind kind) {
    return asked.stream().filter(one -> one.kind() == kind).findFirst().orElseThrow();
  }
}

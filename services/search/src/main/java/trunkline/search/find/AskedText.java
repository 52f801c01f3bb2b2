package trunkline.search.find;

import java.util.Optional;
import trunkline.search.projection.Kind;
import trunkline.search.projection.Lexeme;
import trunkline.search.text.Typos;

/** An e-mail address, an account's number: one piece of text. */
record AskedText(Kind kind, String value) implements Asked {
  @Override
  public Optional<String> prefixes(String tenant) {
    return Optional.of(Lexeme.word(kind, value).prefixQuery(tenant));
  }

  @Override
  public Closeness closeness(String found) {
    if (found.equals(value)) {
      return Closeness.EXACT;
    }
    return found.startsWith(value) ? Closeness.PREFIX : Closeness.FUZZY;
  }

  @Override
  public double likeness(String found) {
    return Typos.likeness(value, found);
  }
}

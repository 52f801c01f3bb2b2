package trunkline.search.find;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import trunkline.search.projection.Kind;
import trunkline.search.projection.Lexeme;
import trunkline.search.text.MailAddress;
import trunkline.search.text.Typos;

/** An e-mail address, an account's number: one piece of text. */
record AskedText(Kind kind, String value) implements Asked {
  @Override
  public Optional<String> prefixes(String tenant) {
    return Optional.of(Lexeme.word(kind, value).prefixQuery(tenant));
  }

  @Override
  public Optional<String> typos(String tenant) {
    List<String> parts = kind == Kind.EMAIL ? MailAddress.of(value).parts() : List.of();
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            parts.stream()
                .map(part -> neighbours(part, tenant))
                .collect(Collectors.joining(" & ")));
  }

  private String neighbours(String part, String tenant) {
    return MailAddress.forms(part).stream()
        .map(form -> Lexeme.typo(kind, form).query(tenant))
        .collect(Collectors.joining(" | ", "(", ")"));
  }

  @Override
  public Closeness closeness(String found) {
    if (found.equals(value)) {
      return Closeness.EXACT;
    }
    return found.startsWith(value) ? Closeness.PREFIX : Closeness.FUZZY;
  }

  /** Whoever leaves a mail address's domain out asks for what stands before it. */
  @Override
  public double likeness(String found) {
    int at = value.contains("@") ? -1 : found.indexOf('@');
    return Typos.likeness(value, at < 0 ? found : found.substring(0, at));
  }
}

package trunkline.search.find;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import trunkline.search.find.Query.Precision;
import trunkline.search.projection.IndexEntry;
import trunkline.search.projection.Kind;
import trunkline.search.text.MailAddress;
import trunkline.search.text.Typos;

/** An e-mail address, an account's number: one piece of text. */
record AskedText(Kind kind, String value) implements Asked {
  @Override
  public Optional<String> beginning() {
    return Optional.of(value);
  }

  @Override
  public List<Query> errors(KnownWords known) throws SQLException {
    if (kind != Kind.EMAIL) {
      return List.of();
    }
    var all = new ArrayList<Set<IndexEntry>>();
    var address = MailAddress.of(value);
    address
        .mailbox()
        .ifPresent(mailbox -> all.add(IndexEntry.errors(kind, MailAddress.forms(mailbox))));
    if (address.domain().isPresent()) {
      all.add(domains(known, address.domain().get()));
    }
    return List.of(new Query(all, Precision.FUZZY));
  }

  private Set<IndexEntry> domains(KnownWords known, String domain) throws SQLException {
    return known
        .near(kind, Map.of(domain, MailAddress.forms(domain)))
        .getOrDefault(domain, List.of())
        .stream()
        .map(near -> IndexEntry.word(kind, near))
        .collect(Collectors.toSet());
  }

  /** A mailbox in whatever domain; a whole number or name of an account with an error. */
  @Override
  public List<Query> alike(KnownWords known) {
    Set<String> forms =
        kind == Kind.EMAIL
            ? MailAddress.of(value).mailbox().map(MailAddress::forms).orElse(Set.of())
            : Typos.lettersOrDigits(value);
    return List.of(new Query(List.of(IndexEntry.errors(kind, forms)), Precision.FUZZY));
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

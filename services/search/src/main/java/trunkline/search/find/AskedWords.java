package trunkline.search.find;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import trunkline.search.projection.Kind;
import trunkline.search.projection.Lexeme;
import trunkline.search.text.Typos;
import trunkline.search.text.Words;

/** A name or an address: words in any order. */
record AskedWords(Kind kind, Words asked) implements Asked {
  @Override
  public String value() {
    return asked.value();
  }

  @Override
  public Optional<String> words(String tenant) {
    return Optional.of(all(word -> any(word, form -> Lexeme.word(kind, form).query(tenant))));
  }

  @Override
  public Optional<String> prefixes(String tenant) {
    return Optional.of(all(word -> begins(word, tenant)));
  }

  @Override
  public Optional<String> typos(String tenant) {
    return Optional.of(all(word -> neighbours(word, tenant)));
  }

  private String begins(String word, String tenant) {
    return any(word, form -> Lexeme.beginning(tenant, kind, form));
  }

  private String neighbours(String word, String tenant) {
    Set<String> forms = new HashSet<>();
    Words.spellings(word).forEach(spelling -> forms.addAll(Typos.forms(spelling)));
    return forms.isEmpty()
        ? begins(word, tenant)
        : forms.stream()
            .map(form -> Lexeme.typo(kind, form).query(tenant))
            .collect(Collectors.joining(" | ", "(", ")"));
  }

  private static String any(String word, UnaryOperator<String> query) {
    return Words.spellings(word).stream().map(query).collect(Collectors.joining(" | ", "(", ")"));
  }

  /** Every group must be there: each word of it, or all of it in one piece. */
  private String all(UnaryOperator<String> query) {
    return asked.groups().stream()
        .map(group -> group(group, query))
        .collect(Collectors.joining(" & "));
  }

  private static String group(List<String> group, UnaryOperator<String> query) {
    String each = group.stream().map(query).collect(Collectors.joining(" & "));
    return group.size() == 1 ? each : "(" + each + " | " + query.apply(Words.joined(group)) + ")";
  }

  @Override
  public Closeness closeness(String found) {
    return new WordFit(asked).closeness(found);
  }

  @Override
  public double likeness(String found) {
    return WordFit.likeness(value(), found);
  }
}

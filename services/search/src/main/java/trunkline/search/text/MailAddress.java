package trunkline.search.text;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * An e-mail address, or as much of one as somebody knows.
 *
 * @param mailbox what stands before the at sign, as in {@code jane.roe}
 * @param domain with the at sign, as in {@code @example.org}
 */
public record MailAddress(Optional<String> mailbox, Optional<String> domain) {
  public static MailAddress of(String text) {
    int at = text.lastIndexOf('@');
    return at < 0
        ? new MailAddress(part(text, 1), Optional.empty())
        : new MailAddress(part(text.substring(0, at), 1), part(text.substring(at), 2));
  }

  private static Optional<String> part(String text, int shortest) {
    return Optional.of(text).filter(part -> part.length() >= shortest);
  }

  /**
   * A part and what it becomes when one letter is left out, as {@link Typos#forms}; of a part that
   * is very short or long only itself.
   */
  public static Set<String> forms(String part) {
    var forms = new LinkedHashSet<String>();
    forms.add(part);
    if (part.startsWith("@")) {
      Typos.lettersOrDigits(part.substring(1)).forEach(form -> forms.add("@" + form));
    } else {
      forms.addAll(Typos.lettersOrDigits(part));
    }
    return forms;
  }
}

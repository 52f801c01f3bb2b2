package trunkline.search.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An e-mail address, or as much of one as somebody knows, as its parts: {@code jane.roe} and {@code
 * @example.org}.
 */
public record MailAddress(List<String> parts) {
  public MailAddress {
    parts = List.copyOf(parts);
  }

  public static MailAddress of(String text) {
    int at = text.lastIndexOf('@');
    return new MailAddress(
        at < 0
            ? List.of(text)
            : List.of(text.substring(0, at), text.substring(at)).stream()
                .filter(part -> part.length() > (part.startsWith("@") ? 1 : 0))
                .toList());
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

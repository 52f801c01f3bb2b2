package trunkline.identification.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How sure one can be of who a person is: the levels of eIDAS (EU 2015/1502), lowest first. */
public enum Assurance {
  LOW,
  SUBSTANTIAL,
  HIGH;

  /** {@code substantial}, as JSON writes it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The level of that name. */
  public static Optional<Assurance> find(String text) {
    return Arrays.stream(values()).filter(level -> level.text().equals(text)).findFirst();
  }

  /** Whether this level is enough for who asks for {@code wanted}. */
  public boolean satisfies(Assurance wanted) {
    return compareTo(wanted) >= 0;
  }
}

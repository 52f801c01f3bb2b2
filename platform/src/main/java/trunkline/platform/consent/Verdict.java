package trunkline.platform.consent;

import java.util.Locale;

/** Whether a purpose is allowed. Only {@link #GRANTED} allows: who was never asked said no. */
public enum Verdict {
  GRANTED,
  DENIED,
  /** Nothing was said, or what was granted has lapsed. */
  UNKNOWN;

  /** As it is written in answers and tables. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Verdict of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }
}

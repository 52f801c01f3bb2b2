package trunkline.search.find;

import java.util.Locale;

/** How well a value fits what was asked for; what is named first always ranks higher. */
enum Closeness {
  /** All of it, in any order and spelling. */
  EXACT(1.0),
  /** Whole words of it. */
  WORD(0.9),
  /** It begins so. */
  PREFIX(0.8),
  /** Digits from its middle or its end. */
  PART(0.7),
  /** With errors. */
  FUZZY(0.6);

  private final double score;

  Closeness(double score) {
    this.score = score;
  }

  /** From 0 to 1; what is fuzzy scores the less the less alike it is. */
  double score(double likeness) {
    return this == FUZZY ? score * likeness : score;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}

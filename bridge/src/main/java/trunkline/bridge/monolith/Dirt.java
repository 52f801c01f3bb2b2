package trunkline.bridge.monolith;

/** What is wrong with a row of the legacy table; a row has at most one kind of dirt. */
public enum Dirt {
  /** Nothing. */
  CLEAN(0),
  /** Another operator's customer in the same table, under a number that is used twice. */
  OTHER_OPERATOR(80),
  /** Deleted by a flag, in one of two spellings. */
  SOFT_DELETED(40),
  /** The same person again, letter by letter, under another number. */
  EXACT_DUPLICATE(15),
  /** The same person again: other case, spaces, accents, phone and address. */
  NEAR_DUPLICATE(15),
  /** One name, birth date and mail address for many customers; planted evenly, not by weight. */
  SHARED_CONTACT(0),
  /** A phone number that no network has. */
  IMPOSSIBLE_PHONE(20),
  /** The family name is missing. */
  BLANK_NAME(8),
  /** The given name went through the wrong encoding. */
  MOJIBAKE(25),
  /** A day that no calendar has. */
  WRONG_DATE(7),
  /** Words where the monthly fee should be. */
  WRONG_FEE(3),
  /** A segment code that nobody remembers. */
  UNKNOWN_SEGMENT(2),
  /** No phone, no mail address: unusual, but right. */
  NO_CONTACT(20);

  static final int OF = 1_000;

  private final int weight;

  Dirt(int weight) {
    this.weight = weight;
  }

  /** The kind that a number from 0 to 999 falls on. */
  static Dirt at(int number) {
    int end = 0;
    for (Dirt dirt : values()) {
      end += dirt.weight;
      if (number < end) {
        return dirt;
      }
    }
    return CLEAN;
  }
}

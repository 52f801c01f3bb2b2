package trunkline.warehouse.landing;

import java.util.Comparator;
import java.util.regex.Pattern;

/** A place in a service's log: the transaction, and the event's number. Text sorts as values do. */
public record Position(long tx, long seq) implements Comparable<Position> {
  /** Before the first event of every log. */
  public static final Position START = new Position(0, 0);

  private static final Pattern TEXT = Pattern.compile("([0-9]{20})-([0-9]{20})");
  private static final Comparator<Position> ORDER =
      Comparator.comparingLong(Position::tx).thenComparingLong(Position::seq);

  public Position {
    if (tx < 0 || seq < 0) {
      throw new IllegalArgumentException("a position has no negative number");
    }
  }

  /** Reads what {@link #toString} writes. */
  public static Position parse(String text) {
    var match = TEXT.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException("not a position: " + text);
    }
    return new Position(Long.parseLong(match.group(1)), Long.parseLong(match.group(2)));
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "%020d-%020d".formatted(tx, seq);
  }
}

package trunkline.platform.log;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A place in the log: behind the event with this transaction id and sequence number. Transaction
 * ids order commits as far as one resource is concerned: a change is written against the version
 * that its transaction read, so the later change has the later transaction (decisions/0003).
 */
public record Position(long tx, long seq) implements Comparable<Position> {
  public static final Position START = new Position(0, 0);

  public Position {
    if (tx < 0 || seq < 0) {
      throw new IllegalArgumentException("a position is not negative: " + tx + "-" + seq);
    }
  }

  /** Of two columns, {@code tx::text} and the one after it. */
  public static Position of(ResultSet row, int column) throws SQLException {
    return new Position(Long.parseUnsignedLong(row.getString(column)), row.getLong(column + 1));
  }

  /**
   * Fixed width, so that names sort as positions do: {@code
   * 00000000000000000912-00000000000000000510}.
   */
  public String text() {
    return "%020d-%020d".formatted(tx, seq);
  }

  @Override
  public int compareTo(Position other) {
    return tx != other.tx ? Long.compare(tx, other.tx) : Long.compare(seq, other.seq);
  }
}

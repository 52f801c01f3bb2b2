package trunkline.platform.log;

import java.time.Duration;

/**
 * The right to move a cursor.
 *
 * @param position where the cursor stood when the lease was taken
 * @param term how long it surely lasts
 */
record Lease(Position position, Term term) {

  /**
   * Counted from before the database was asked, so that it never ends later here than there.
   *
   * @param began by {@link System#nanoTime}
   */
  record Term(long began, Duration length) {
    static Term from(long now, Duration length) {
      return new Term(now, length);
    }

    Term half() {
      return new Term(began, length.dividedBy(2));
    }

    boolean isOver(long now) {
      return now - began >= length.toNanos();
    }
  }
}

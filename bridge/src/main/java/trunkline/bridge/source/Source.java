package trunkline.bridge.source;

import java.util.List;
import java.util.function.Consumer;

/**
 * Rows in a stable order that can be read from any position again. One thread at a time.
 *
 * <p>The same position always means the same place: that is what makes a load resumable.
 */
public interface Source extends AutoCloseable {
  Columns columns();

  /** Tells this source from any other, without a secret in it; a changed file is another source. */
  String identity();

  /** Whether the identity already covers the content, so that an unchanged one need not be read. */
  boolean identityCoversContent();

  /** Counts the rows that are there now. */
  long count();

  /** At most {@code limit} rows after a position; empty at the end. */
  List<SourceRow> page(Position after, int limit);

  /** Every row after one position up to and including the other, as it is now. */
  void range(Position after, Position upTo, Consumer<SourceRow> each);

  @Override
  void close();
}

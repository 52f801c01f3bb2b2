package trunkline.bridge.source;

import java.util.List;

/**
 * How far a source has been read: the key values (JDBC) or the record number (CSV) of the last row
 * taken. It is stored as text, so it outlives the process.
 */
public record Position(List<String> parts) {
  /** Before the first row. */
  public static final Position START = new Position(List.of());

  public Position {
    parts = List.copyOf(parts);
  }

  public boolean isStart() {
    return parts.isEmpty();
  }

  @Override
  public String toString() {
    return isStart() ? "the start" : String.join("/", parts);
  }
}

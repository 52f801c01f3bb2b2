package trunkline.bridge.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trunkline.platform.digest.Sha256;

/** One row as the source gave it: text or null, nothing interpreted yet. */
public final class SourceRow {
  private static final int NULL = -1;

  private final Position position;
  private final String key;
  private final Columns columns;
  private final @Nullable String[] values;
  private final Optional<String> defect;

  SourceRow(
      Position position,
      String key,
      Columns columns,
      @Nullable String[] values,
      Optional<String> defect) {
    this.position = position;
    this.key = key;
    this.columns = columns;
    this.values = values;
    this.defect = defect;
  }

  /**
   * A row that comes back from quarantine: the source's columns, but no place in the source. It has
   * the fallback as its name while its key is unusable.
   */
  public static SourceRow repaired(
      Columns columns, @Nullable String[] values, List<String> keyColumns, String fallback) {
    String key = SourceKey.of(columns, values, keyColumns);
    Optional<String> defect = SourceKey.defectOf(key);
    String named = defect.isPresent() ? fallback : key;
    if (values.length > columns.size()) {
      defect = Optional.of("has values beyond the last column");
    }
    return new SourceRow(Position.START, named, columns, values, defect);
  }

  public Position position() {
    return position;
  }

  /** The stable name of this row in its source; never blank. */
  public String key() {
    return key;
  }

  public Columns columns() {
    return columns;
  }

  public @Nullable String value(int column) {
    return values[column];
  }

  public @Nullable String value(String column) {
    return values[columns.index(column)];
  }

  /** Values beyond the last column: a row of a file that has more than the header. */
  public List<String> surplus() {
    return Arrays.stream(values, Math.min(columns.size(), values.length), values.length)
        .map(String::valueOf)
        .toList();
  }

  /** Why this row cannot be read as a row at all, such as a missing column; usually empty. */
  public Optional<String> defect() {
    return defect;
  }

  /**
   * 64 bits of a SHA-256 over all values; null and the empty text differ. Added up over a range of
   * rows it tells whether the range is still what was loaded, in whatever order it is read.
   */
  public long fingerprint() {
    MessageDigest digest = Sha256.start();
    for (String value : values) {
      byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
      int length = value == null ? NULL : bytes.length;
      digest.update(
          new byte[] {
            (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
          });
      digest.update(bytes);
    }
    return java.nio.ByteBuffer.wrap(digest.digest()).getLong();
  }
}

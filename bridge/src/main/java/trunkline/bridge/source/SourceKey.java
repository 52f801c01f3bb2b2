package trunkline.bridge.source;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text form of a row's key: its parts joined by a bar. Bars and backslashes inside a part are
 * escaped, so two different keys never share a text.
 */
final class SourceKey {
  private SourceKey() {}

  static String of(Columns columns, @Nullable String[] values, List<String> keyColumns) {
    return keyColumns.stream()
        .map(
            name -> {
              String value = values[columns.index(name)];
              return value == null ? "" : value;
            })
        .map(part -> part.replace("\\", "\\\\").replace("|", "\\|"))
        .collect(Collectors.joining("|"));
  }

  /** A key with nothing in it names no row, and one with a NUL no database keeps. */
  static Optional<String> defectOf(String key) {
    if (key.indexOf('\0') >= 0) {
      return Optional.of("the key has a NUL character");
    }
    return key.replace("|", "").isBlank() ? Optional.of("the key is blank") : Optional.empty();
  }
}

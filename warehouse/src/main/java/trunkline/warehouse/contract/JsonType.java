package trunkline.warehouse.contract;

import java.util.List;
import java.util.Locale;

/** JSON Schema's types. */
enum JsonType {
  STRING,
  NUMBER,
  BOOLEAN,
  OBJECT,
  ARRAY;

  static JsonType of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** As JSON Schema writes it. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the engine's {@code json_type} calls values of it. */
  List<String> engineNames() {
    return switch (this) {
      case STRING -> List.of("VARCHAR");
      case NUMBER -> List.of("BIGINT", "DOUBLE", "HUGEINT", "UBIGINT");
      case BOOLEAN -> List.of("BOOLEAN");
      case OBJECT -> List.of("OBJECT");
      case ARRAY -> List.of("ARRAY");
    };
  }
}

package trunkline.bridge.transform;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a field while its steps run: a value, nothing, or the reason why there is none.
 */
public sealed interface Cell {

  /** A value: text, a number, a truth value, a date or an instant. */
  record Held(Object value) implements Cell {}

  /** Nothing, and that is fine unless a rule requires something. */
  record Blank() implements Cell {}

  /** The value cannot be carried over. Neither text ever shows the value itself. */
  record Refused(String reason, String hint) implements Cell {}

  static Cell blank() {
    return new Blank();
  }

  static Cell of(Object value) {
    return new Held(value);
  }

  static Cell ofNullable(@Nullable String value) {
    return value == null ? new Blank() : new Held(value);
  }

  default Optional<Object> find() {
    return this instanceof Held(Object value) ? Optional.of(value) : Optional.empty();
  }

  /**
   * The value as text, exactly: decimals plain with their scale, dates and instants in ISO form.
   */
  default Optional<String> text() {
    return find()
        .map(v -> v instanceof BigDecimal decimal ? decimal.toPlainString() : v.toString());
  }
}

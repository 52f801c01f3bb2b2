package trunkline.warehouse.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a table is made from its model's SQL, and made again when its inputs have changed. */
enum Materialisation {
  /** From all, each time. */
  TABLE,
  /** Row by row from one source: what came there is appended here. */
  INCREMENTAL,
  /** Thing by thing: the rows of those of which something changed take the places of the old. */
  MERGE,
  /** As {@code MERGE}, and the SQL gives what was told of a thing: the versions are made of it. */
  SCD2,
  /** Sums by the key: what came is added to the sums that are there, what went is taken off. */
  SUM;

  static Optional<Materialisation> of(String name) {
    return Arrays.stream(values()).filter(value -> value.toString().equals(name)).findFirst();
  }

  static String all() {
    return Arrays.stream(values()).map(Materialisation::toString).collect(Collectors.joining(", "));
  }

  boolean isByThing() {
    return this == MERGE || this == SCD2;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

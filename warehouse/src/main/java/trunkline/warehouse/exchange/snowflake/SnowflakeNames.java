package trunkline.warehouse.exchange.snowflake;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import trunkline.warehouse.engine.Literal;

/** Names as Snowflake has them: quoted always, so that no name is ever read as SQL. */
final class SnowflakeNames {
  private SnowflakeNames() {}

  /** The parts of a name, quoted as they are. */
  static String of(String... parts) {
    return Stream.of(parts).map(Literal::name).collect(Collectors.joining("."));
  }

  /** A name of ours as it is called there: in upper case, as all names that nobody quotes. */
  static String there(String name) {
    return name.toUpperCase(Locale.ROOT);
  }

  /** A name that a person wrote, {@code a}, {@code a.b} or {@code a.b.c}, quoted. */
  static String written(String name) {
    return of(there(name).split("\\."));
  }
}

package trunkline.search.find;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import trunkline.search.projection.Kind;

/**
 * What is asked for, taken to be of one kind. Its queries are made in turn while too little is
 * found.
 */
interface Asked {
  Kind kind();

  /** A value that is equal to it. */
  String value();

  /** Values that hold it in whole words. */
  default List<Query> words() {
    return List.of();
  }

  /** What a value begins with, as it is. */
  default Optional<String> beginning() {
    return Optional.empty();
  }

  /** Values that have a word that begins so, or that hold it anywhere. */
  default List<Query> parts(KnownWords known) throws SQLException {
    return List.of();
  }

  /** Values that differ from it by one error a word. */
  default List<Query> errors(KnownWords known) throws SQLException {
    return List.of();
  }

  /** Values that are alike, where there is nothing else. */
  default List<Query> alike(KnownWords known) throws SQLException {
    return List.of();
  }

  /** How close a value is that was found. */
  Closeness closeness(String found);

  /** From 0 to 1; how much a value is like it, for what is fuzzy. */
  double likeness(String found);
}

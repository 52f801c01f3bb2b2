package trunkline.search.find;

import java.util.Optional;
import trunkline.search.projection.Kind;

/** What is asked for, taken to be of one kind. */
interface Asked {
  Kind kind();

  /** A value that is equal to it. */
  String value();

  /** Values that hold it in whole words, as {@code tsquery}. */
  default Optional<String> words(String tenant) {
    return Optional.empty();
  }

  /** Values that begin with it. */
  Optional<String> prefixes(String tenant);

  /** Values that differ from it by one error a word. */
  default Optional<String> typos(String tenant) {
    return Optional.empty();
  }

  /** How close a value is that was found. */
  Closeness closeness(String found);

  /** From 0 to 1; how much a value is like it, for what is fuzzy. */
  double likeness(String found);
}

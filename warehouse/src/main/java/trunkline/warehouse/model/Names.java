package trunkline.warehouse.model;

import java.util.Optional;

/** What stands in a model's SQL where it names other tables. */
interface Names {
  /** For {@code ref('name')}. */
  String model(String name);

  /** For {@code source(…)}. */
  default String source(Source source) {
    return source.sql();
  }

  /** For {@code touched(columns)}: whether the things so named are what the run is about. */
  default String touched(String columns) {
    return "TRUE";
  }

  /** All rows of the things that the run is about, as the table is going to have them. */
  default String rowsOfThings(Model model) {
    return model.table().toString();
  }

  /** All that was told of those things, as a model of versions has it. */
  default String told(Model model) {
    return model.body(this);
  }

  /** Whether a key of rows that came can stand nowhere but among the rows of those things. */
  default boolean holdKeys(Model model) {
    var header = model.header();
    return header.materialisation() == Materialisation.SCD2
        || (!header.thing().isEmpty() && header.key().containsAll(header.thing()));
  }

  /**
   * What is to be taken off a number that stands for a sum: it then tells what has changed. Empty
   * where a number is that of the whole.
   */
  default Optional<Names> lessThan() {
    return Optional.empty();
  }

  /** The same for a query that keeps itself to touched things: nothing else need be read. */
  default Names narrowed() {
    return this;
  }
}

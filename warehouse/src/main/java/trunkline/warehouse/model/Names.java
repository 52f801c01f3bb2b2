package trunkline.warehouse.model;

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

  /** The same for a query that keeps itself to touched things: nothing else need be read. */
  default Names narrowed() {
    return this;
  }
}

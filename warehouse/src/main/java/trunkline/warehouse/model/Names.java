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
}

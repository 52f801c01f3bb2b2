package trunkline.warehouse.model;

import java.util.Optional;

/**
 * What stands in the tests of a table that is brought up by what changed: whole tables, and
 * something narrower in a query that keeps itself to what was touched.
 *
 * @param lessThan what to take off a number of such a query, when it stands for a sum
 */
record NamesOfTests(ModelGraph graph, Names narrowed, Optional<Names> lessThan) implements Names {
  @Override
  public String model(String name) {
    return graph.tableOf(name);
  }

  @Override
  public String rowsOfThings(Model own) {
    return narrowed.rowsOfThings(own);
  }

  @Override
  public String told(Model own) {
    return narrowed.told(own);
  }

  @Override
  public boolean holdKeys(Model own) {
    return narrowed.holdKeys(own);
  }
}

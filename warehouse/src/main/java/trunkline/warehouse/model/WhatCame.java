package trunkline.warehouse.model;

import org.apache.iceberg.catalog.TableIdentifier;

/** A source with the rows that came to it, for a model that looks at each row by itself. */
final class WhatCame implements Names {
  private final ModelGraph graph;
  private final Kept kept;
  private final TableIdentifier rows;
  private boolean isEmpty;

  WhatCame(ModelGraph graph, Kept kept, TableIdentifier rows) {
    this.graph = graph;
    this.kept = kept;
    this.rows = rows;
  }

  /** How many rows they made. */
  void count(long made) {
    isEmpty = made == 0;
  }

  @Override
  public String model(String name) {
    return graph.tableOf(name);
  }

  @Override
  public String source(Source asked) {
    return new Source(rows.toString(), asked.service()).sql();
  }

  @Override
  public String rowsOfThings(Model own) {
    return kept.place("came").toString();
  }

  /** Where nothing came no key stands twice. */
  @Override
  public boolean holdKeys(Model own) {
    return isEmpty;
  }
}

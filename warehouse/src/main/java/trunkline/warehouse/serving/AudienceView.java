package trunkline.warehouse.serving;

import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.engine.EmbeddedEngine;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.lake.TableView;
import trunkline.warehouse.model.ModelGraph;
import trunkline.warehouse.refusal.Refusal;

/**
 * A table as an audience outside of the server sees it, for who writes it out: the same masking,
 * over the table as it is when it is asked for.
 */
public final class AudienceView {
  private static final String WHOLE = "trunkline_whole";

  private final Audience audience;
  private final PersonalColumns personal;
  private final String pseudonymKey;

  /**
   * @param tenant whose rows; empty for everybody's
   * @param pseudonymKey may be empty where nothing is masked
   */
  public AudienceView(
      ModelGraph models, Optional<String> tenant, boolean isClear, String pseudonymKey) {
    this.audience = new Audience(tenant, isClear);
    this.personal = new PersonalColumns(models);
    this.pseudonymKey = pseudonymKey;
  }

  /** Whether it shows a personal column in clear. */
  public boolean isPersonal(TableIdentifier name, Table table) {
    return audience.isClear()
        && kinds(name, table).values().stream().anyMatch(kind -> !kind.equals("none"));
  }

  /** The SELECT of what the audience sees; it tells also which column is masked how. */
  public String select(TableIdentifier name, Table table) {
    Map<String, String> kinds = kinds(name, table);
    if (!audience.isClear() && kinds.containsValue("id") && pseudonymKey.isEmpty()) {
      throw Refusal.notPublishable(
          name.toString(), "it has ids of persons, and no key of pseudonyms is set to mask them");
    }
    @Nullable Map<String, String> shown = audience.isClear() ? null : kinds;
    String base = WHOLE + "." + Literal.name(name.toString());
    return new Masking(audience).select(base, table.schema(), shown);
  }

  /** Prepares the engine for {@link #select}. */
  public void show(EmbeddedEngine engine, TableIdentifier name, Table table) {
    if (!pseudonymKey.isEmpty()) {
      new Pseudonyms(pseudonymKey).registerIn(engine);
    }
    TableView.create(engine, TableIdentifier.of(WHOLE, name.toString()), table);
  }

  private Map<String, String> kinds(TableIdentifier name, Table table) {
    return personal
        .of(name, table)
        .orElseThrow(
            () ->
                Refusal.notPublishable(
                    name.toString(), "nobody has said which of its columns are personal"));
  }
}

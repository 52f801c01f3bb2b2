package trunkline.warehouse.serving;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;
import trunkline.warehouse.engine.Literal;

/**
 * A table as an audience may see it: the SELECT of a view over the whole one.
 *
 * <ul>
 *   <li>{@code id}: a pseudonym ({@link Pseudonyms}).
 *   <li>{@code date}: the first day of its year.
 *   <li>{@code name}, {@code contact}, {@code trait}, {@code text}, {@code document}: nothing. A
 *       pseudonym of a name would still tell which is the most frequent.
 *   <li>A column that nobody has spoken of: nothing.
 * </ul>
 *
 * <p>Rows of other tenants are left out, and their values are taken away besides: the engine is
 * free to compute a condition of the question before that of the view, and what it would say of an
 * error, or of its being there, must not come from another's row.
 */
record Masking(Audience audience) {
  private static final String TENANT = "tenant";

  /** Whether each row is of one tenant. */
  static boolean isByTenant(Schema schema) {
    return schema.findField(TENANT) != null;
  }

  /**
   * The view's SELECT.
   *
   * @param kinds by column; null to show the table in clear
   */
  String select(String base, Schema schema, @Nullable Map<String, String> kinds) {
    boolean hasTenant = isByTenant(schema);
    Optional<String> only =
        audience
            .tenant()
            .filter(tenant -> hasTenant)
            .map(tenant -> Literal.name(TENANT) + " = " + Literal.text(tenant));
    String columns =
        schema.columns().stream()
            .map(
                column -> {
                  String shown = kinds == null ? value(column) : masked(column, kinds, hasTenant);
                  return ofTenant(shown, only) + " AS " + value(column);
                })
            .collect(Collectors.joining(", "));
    return "SELECT %s FROM %s%s"
        .formatted(columns, base, only.map(condition -> " WHERE " + condition).orElse(""));
  }

  private static String ofTenant(String shown, Optional<String> only) {
    return only.map(condition -> "CASE WHEN %s THEN %s END".formatted(condition, shown))
        .orElse(shown);
  }

  private static String masked(
      Types.NestedField column, Map<String, String> kinds, boolean hasTenant) {
    String value = value(column);
    TypeID type = column.type().typeId();
    String kind = kinds.getOrDefault(column.name(), "hidden");
    if (kind.equals("none")) {
      return value;
    }
    if (kind.equals("id") && type == TypeID.STRING) {
      String tenant = hasTenant ? Literal.name(TENANT) : "''";
      return "%s(%s, %s)".formatted(Pseudonyms.FUNCTION, tenant, value);
    }
    if (kind.equals("date") && type == TypeID.DATE) {
      return "CAST(date_trunc('year', %s) AS DATE)".formatted(value);
    }
    if (kind.equals("date") && type == TypeID.TIMESTAMP) {
      return "date_trunc('year', %s)".formatted(value);
    }
    return "CASE WHEN FALSE THEN %s END".formatted(value); // nothing, of the column's type
  }

  private static String value(Types.NestedField column) {
    return Literal.name(column.name());
  }
}

package trunkline.platform.tmf.query;

/**
 * Where the values of an attribute stand that has many, {@code relatedParty.id}: one row for each
 * value of each resource. Lists that compare the attribute find their resources there, and, when
 * they are sorted by {@code newestBy}, newest first, read them in that order.
 *
 * @param name made by the service's migration with {@code create_value_table}
 * @param newestBy path of the attribute, itself with a column, that the table is ordered by
 * @param column that column
 */
public record ValueTable(String name, String newestBy, String column) {}

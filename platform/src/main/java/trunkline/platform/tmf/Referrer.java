package trunkline.platform.tmf;

/**
 * A resource that can't lose what it refers to: while a row of {@code table} has the id in {@code
 * column}, the referred resource is not deleted.
 *
 * @param table the referring resource's table, in the same service
 * @param column its generated column that holds the id
 */
public record Referrer(String table, String column) {}

package trunkline.warehouse.loader;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import trunkline.warehouse.contract.Contracts;
import trunkline.warehouse.engine.Literal;
import trunkline.warehouse.lake.Lake;
import trunkline.warehouse.landing.Position;

/**
 * {@code bronze.event}, one row per event of every service's log, as it was landed. The table
 * itself remembers how far each service is loaded.
 */
public final class BronzeEvent {
  public static final TableIdentifier NAME = TableIdentifier.of("bronze", "event");

  private static final String WATERMARK = "dw.watermark.";
  private static final String OBEYED = "dw.erasure.obeyed.";
  private static final String PURGED = "dw.erasure.purged.";
  private static final String BACKFILLED = "dw.backfilled.";
  private static final String ERASURE_DUE = "dw.erasure.due.";

  /** What changes whenever the rows of a service do. */
  private static final List<String> CONTENT = List.of(WATERMARK, OBEYED, BACKFILLED);

  /** Without these a row is no event. The correlation id may be absent. */
  static final List<String> REQUIRED =
      List.of(
          "event_id",
          "event_type",
          "event_time",
          "tenant",
          "service",
          "resource_type",
          "resource_id",
          "version",
          "tx",
          "seq",
          "resource");

  private static final Schema SCHEMA =
      new Schema(
          text(1, "event_id"),
          text(2, "event_type"),
          time(3, "event_time"),
          text(4, "tenant"),
          text(5, "service"),
          text(6, "resource_type"),
          text(7, "resource_id"),
          number(8, "version"),
          number(9, "tx"),
          number(10, "seq"),
          text(11, "correlation_id"),
          text(12, "resource"),
          text(13, "batch_file"),
          time(14, "loaded_at"));

  private BronzeEvent() {}

  public static Table in(Lake lake) {
    var byService = PartitionSpec.builderFor(SCHEMA).identity("service").build();
    return lake.ensure(
        NAME, SCHEMA, byService, Map.of("comment", "one row per event of every service's log"));
  }

  /**
   * The columns that the loader writes, with the ids that the table knows them by. Of a column that
   * came later, a row loaded before has nothing.
   */
  static Schema written(Table table) {
    return table.schema().select(SCHEMA.columns().stream().map(Types.NestedField::name).toList());
  }

  /** The position up to which {@code service} is loaded. */
  public static Position watermark(Table table, String service) {
    String text = table.properties().get(watermarkKey(service));
    return text == null ? Position.START : Position.parse(text);
  }

  static String watermarkKey(String service) {
    return WATERMARK + service;
  }

  /** Up to where {@code service} has landed instructions to erase. */
  public static Position erasureDue(Table table, String service) {
    String text = table.properties().get(erasureDueKey(service));
    return text == null ? Position.START : Position.parse(text);
  }

  static String erasureDueKey(String service) {
    return ERASURE_DUE + service;
  }

  /**
   * What the table holds, of one service or of all, as a text: it changes with every load and every
   * erasure, and not when the same rows come to lie in other files.
   *
   * @param service empty for all
   */
  public static String state(Table table, String service) {
    return new TreeMap<>(table.properties())
        .entrySet().stream()
            .filter(e -> CONTENT.stream().anyMatch(e.getKey()::startsWith))
            .filter(e -> service.isEmpty() || e.getKey().endsWith("." + service))
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(" "));
  }

  /** Up to where the instructions to erase of {@code service} are obeyed. */
  public static String obeyedKey(String service) {
    return OBEYED + service;
  }

  /** Up to where what only the past needed is deleted. */
  public static String purgedKey(String service) {
    return PURGED + service;
  }

  /** A part of a service's log came anew: with it may have come who is to be erased. */
  static void backfilled(UpdateProperties update, String service, Instant now) {
    update.set(BACKFILLED + service, now.toString());
    update.remove(OBEYED + service);
    update.remove(PURGED + service);
  }

  /** Reads event lines as typed rows; what breaks the contract comes out as null. */
  static String select(String service, List<?> files, Instant loadedAt) {
    Contracts contracts = Contracts.of(service);
    return """
        SELECT eventId AS event_id,
               eventType AS event_type,
               eventTime AS event_time,
               tenant,
               CASE WHEN service = %1$s THEN service END AS service,
               resourceType AS resource_type,
               resourceId AS resource_id,
               CASE WHEN version >= 1 THEN version END AS version,
               tx,
               seq,
               correlationId AS correlation_id,
               CASE WHEN starts_with(CAST(resource AS VARCHAR), '{') AND (%4$s)
                    THEN CAST(resource AS VARCHAR) END AS resource,
               parse_filename(filename) AS batch_file,
               CAST(%2$s AS TIMESTAMPTZ) AS loaded_at
        FROM (
        SELECT *, %5$s AS shape
        FROM read_json(%3$s, format = 'newline_delimited', filename = true,
               columns = {eventId: 'VARCHAR', eventType: 'VARCHAR', eventTime: 'TIMESTAMPTZ',
                          tenant: 'VARCHAR', service: 'VARCHAR', resourceType: 'VARCHAR',
                          resourceId: 'VARCHAR', version: 'BIGINT', tx: 'BIGINT', seq: 'BIGINT',
                          correlationId: 'VARCHAR', resource: 'JSON'})
        )
        """
        .formatted(
            Literal.text(service),
            Literal.text(loadedAt),
            Literal.list(files),
            contracts.holds("resourceType", "shape"),
            contracts.shape("resourceType", "resource"));
  }

  private static Types.NestedField text(int id, String name) {
    return Types.NestedField.optional(id, name, Types.StringType.get());
  }

  private static Types.NestedField number(int id, String name) {
    return Types.NestedField.optional(id, name, Types.LongType.get());
  }

  private static Types.NestedField time(int id, String name) {
    return Types.NestedField.optional(id, name, Types.TimestampType.withZone());
  }
}

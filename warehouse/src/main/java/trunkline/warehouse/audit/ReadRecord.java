package trunkline.warehouse.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trunkline.platform.json.Json;
import trunkline.platform.security.Caller;
import trunkline.platform.storage.ObjectStore;
import trunkline.warehouse.refusal.Refusal;

/**
 * Who saw personal data in clear: one file of JSON for each answer, durable before its first row
 * leaves, in the lake's {@code audit/} by month. A question stands there without its values, which
 * may name a person whom an erasure would have to find here; it is for the owner's eyes all the
 * same.
 *
 * <p>The platform's read audit is a table of a service's PostgreSQL database, written a moment
 * later. The warehouse has no such database, and its answers are few and large: one forced write
 * each costs nothing beside them.
 */
public final class ReadRecord {
  private static final Logger LOG = LoggerFactory.getLogger(ReadRecord.class);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);

  private final ObjectStore store;

  public ReadRecord(ObjectStore lake) {
    this.store = lake;
  }

  /**
   * Records an answer that is about to leave.
   *
   * @param kind query, export, table or publish
   * @param sql without the values that it compares with; empty where nothing was asked
   * @throws Refusal when it can't be written; then nothing may leave
   */
  public void put(
      Instant at,
      Caller caller,
      String kind,
      String sql,
      Collection<String> tables,
      long rows,
      String correlationId) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", at.toString());
    line.put("subject", caller.subject());
    line.put("tenant", caller.tenant());
    line.put("roles", new TreeSet<>(caller.roles()));
    line.put("kind", kind);
    line.put("sql", sql);
    line.put("tables", new TreeSet<>(tables));
    line.put("rows", rows);
    line.put("correlationId", correlationId);
    String name = "audit/%s/%s.json".formatted(MONTH.format(at), UuidCreator.getTimeOrderedEpoch());
    try {
      store.put(name, Json.write(line).getBytes(StandardCharsets.UTF_8));
    } catch (UncheckedIOException e) {
      LOG.error("the record of reads {} can't be written", name, e);
      throw Refusal.auditUnwritable(store.location(name));
    }
  }
}

package trunkline.platform.audit;

import java.util.ArrayList;
import java.util.List;
import trunkline.platform.http.Parameters;

/**
 * What an auditor asks: reads of one resource, by one subject, {@code from} inclusive {@code to}
 * exclusive, each of them optional.
 *
 * @param conditions each a piece of SQL with one parameter, and its value
 */
record AuditQuery(List<Condition> conditions, int limit, int offset) {
  static final int LARGEST_PAGE = 1000;
  private static final int DEEPEST_OFFSET = 1_000_000;

  record Condition(String sql, Object value) {}

  AuditQuery {
    conditions = List.copyOf(conditions);
  }

  /** {@code raw} is what stands behind the question mark; refuses what it doesn't know. */
  static AuditQuery parse(String raw) {
    var given = Parameters.of(raw, "resourceId", "subject", "from", "to", "limit", "offset");
    var conditions = new ArrayList<Condition>();
    given.text("resourceId").ifPresent(id -> conditions.add(new Condition("resource_id = ?", id)));
    given.text("subject").ifPresent(who -> conditions.add(new Condition("subject = ?", who)));
    given.time("from").ifPresent(from -> conditions.add(new Condition("at >= ?", from)));
    given.time("to").ifPresent(to -> conditions.add(new Condition("at < ?", to)));
    int limit = given.number("limit", Integer.MAX_VALUE).orElse(LARGEST_PAGE);
    int offset = given.number("offset", DEEPEST_OFFSET).orElse(0);
    return new AuditQuery(conditions, Math.min(limit, LARGEST_PAGE), offset);
  }
}

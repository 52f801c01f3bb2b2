package trunkline.platform.audit;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import trunkline.platform.database.Database;
import trunkline.platform.http.Call;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.security.Scope;

/**
 * {@code GET /audit/v1/read}: who read which personal data of the caller's tenant, newest first, in
 * pages as TMF630 has them. Values of personal attributes stand in no row of the audit, so an
 * auditor needs no right to see personal data.
 */
public final class AuditApi {
  private static final String PATH = "/audit/v1/read";
  private static final HeaderName TOTAL = HeaderNames.create("X-Total-Count");
  private static final HeaderName RESULT = HeaderNames.create("X-Result-Count");

  private final AuditTrail trail;
  private final String base;

  /** {@code base} is the public URL, without a slash at its end. */
  public AuditApi(Database database, String base) {
    this.trail = new AuditTrail(database);
    this.base = base;
  }

  public List<Route> routes() {
    return List.of(Route.of(Method.GET, PATH, Scope.AUDIT_READ, this::list));
  }

  private void list(Call call) {
    AuditQuery query = AuditQuery.parse(call.rawQuery());
    AuditTrail.Page page = trail.list(call.caller().tenant(), query);
    int shown = page.reads().size();
    call.with(TOTAL, Long.toString(page.total())).with(RESULT, Integer.toString(shown));
    boolean whole = query.offset() == 0 && shown >= page.total();
    if (!whole && query.limit() > 0) {
      call.with(HeaderNames.LINK, links(call.rawQuery(), query, shown, page.total()));
    }
    call.reply(whole ? 200 : 206, Json.write(page.reads()));
  }

  private String links(String rawQuery, AuditQuery query, int shown, long total) {
    String rest =
        Arrays.stream(rawQuery.split("&"))
            .filter(p -> !p.isEmpty() && !p.startsWith("limit=") && !p.startsWith("offset="))
            .map(p -> p.replace("<", "%3C").replace(">", "%3E").replace("\"", "%22") + "&")
            .collect(Collectors.joining());
    String page = base + PATH + "?" + rest + "limit=" + query.limit() + "&offset=";
    List<String> links = new ArrayList<>();
    links.add(link(page, 0, "first"));
    if (query.offset() > 0) {
      links.add(link(page, Math.max(0, query.offset() - query.limit()), "prev"));
    }
    if (shown > 0 && query.offset() + shown < total) {
      links.add(link(page, query.offset() + query.limit(), "next"));
    }
    return String.join(", ", links);
  }

  private static String link(String page, int offset, String relation) {
    return "<" + page + offset + ">; rel=\"" + relation + "\"";
  }
}

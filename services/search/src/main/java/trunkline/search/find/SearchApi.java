package trunkline.search.find;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import trunkline.platform.http.Call;
import trunkline.platform.http.Description;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.security.ReadAudit;
import trunkline.platform.security.Scope;
import trunkline.platform.service.ServiceParts;
import trunkline.search.projection.Kind;
import trunkline.search.reading.Reading;

/**
 * {@code GET /search/v1/customer?q=…&kind=…&limit=…}: customers by anything that is known of them,
 * one line each, the best first. Who may not see personal data may search by id only, since finding
 * a person tells of them as much as reading does.
 */
public final class SearchApi {
  private static final String PATH = "/search/v1/customer";
  private static final HeaderName RESULT = HeaderNames.create("X-Result-Count");

  /** Several resources lead to one customer; so many hits give a page of customers. */
  private static final int HITS_FOR_A_LINE = 4;

  private final ServiceParts parts;
  private final Reading reading;

  public SearchApi(ServiceParts parts, Reading reading) {
    this.parts = parts;
    this.reading = reading;
  }

  public List<Route> routes() {
    return List.of(
        Route.of(Method.GET, PATH, Scope.TMF_READ, this::search)
            .described(
                Description.of("Finds customers by anything that is known of them, the best first")
                    .named("findCustomer")
                    .requiredQuery("q", "Words of a name or address, a number, an id")
                    .choice("kind", "What q is", Stream.of(Kind.values()).map(Kind::text).toList())
                    .number("limit", "At most so many", 1, SearchRequest.MOST, SearchRequest.USUAL)
                    .answersList(200, "foundCustomer")
                    .header("X-Result-Count", "ResultCount")));
  }

  private void search(Call call) {
    SearchRequest request = SearchRequest.parse(call.rawQuery());
    boolean masked = !call.caller().may(Scope.PII_READ);
    if (masked && request.kind().map(Kind::isPersonal).orElse(true)) {
      throw KernelRefusals.maskedAttribute("q").asException();
    }
    String tenant = call.caller().tenant();
    List<ObjectNode> lines =
        reading.read(
            tenant, (connection, slot) -> lines(connection, slot, tenant, request, masked));
    audited(call, request, lines.size(), masked);
    call.with(RESULT, Integer.toString(lines.size())).reply(200, Json.write(lines));
  }

  private List<ObjectNode> lines(
      Connection connection, short slot, String tenant, SearchRequest request, boolean masked)
      throws SQLException {
    int wanted = HITS_FOR_A_LINE * request.limit();
    Collection<Hit> hits = Finder.find(connection, slot, tenant, Question.of(request), wanted);
    return new Lines(parts.representation().base(), masked)
        .of(connection, slot, hits, Subjects.behind(connection, slot, hits), request.limit());
  }

  private void audited(Call call, SearchRequest request, int results, boolean masked) {
    parts
        .audit()
        .record(
            new ReadAudit.Read(
                parts.clock().instant(),
                call.caller(),
                "customerSearch",
                null,
                request.withoutValues(),
                results,
                masked,
                call.correlationId()));
  }
}

package trunkline.search.view;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trunkline.platform.http.Call;
import trunkline.platform.http.Description;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refused;
import trunkline.platform.security.ReadAudit;
import trunkline.platform.security.Scope;
import trunkline.platform.service.ServiceParts;
import trunkline.platform.tmf.query.Fields;
import trunkline.platform.tmf.query.QueryParser;
import trunkline.search.Refusals;
import trunkline.search.follow.FeedState;
import trunkline.search.reading.Freshness;
import trunkline.search.reading.Reading;

/**
 * {@code GET /tmf-api/customer360/v4/customer360/{id}}: all of a customer, by its id or its
 * party's. A service that is down does not keep the others' parts from being answered: its own
 * comes as it was last known, and says so.
 */
public final class Customer360Api {
  private static final int SHOWN_OF_ID = 80;

  private final ServiceParts parts;
  private final Reading reading;
  private final Duration staleAfter;

  public Customer360Api(ServiceParts parts, Reading reading, Duration staleAfter) {
    this.parts = parts;
    this.reading = reading;
    this.staleAfter = staleAfter;
  }

  public List<Route> routes() {
    return List.of(
        Route.of(Method.GET, Customer360.PATH + "/{id}", Scope.TMF_READ, this::get)
            .described(
                Description.of("Reads all of a customer, by its id or its party's")
                    .named("retrieveCustomer360")
                    .common("fields")
                    .common("ifNoneMatch")
                    .answers(200, "customer360")
                    .header("ETag", "WeakETag")
                    .answers(304)
                    .header("ETag", "WeakETag")));
  }

  private void get(Call call) {
    Fields fields = QueryParser.parseFields(call.rawQuery());
    Instant now = parts.clock().instant();
    boolean masked = !call.caller().may(Scope.PII_READ);
    Whole whole =
        reading.read(
            call.caller().tenant(),
            (connection, slot) -> {
              Optional<Whole> found = Whole.find(connection, slot, call.id());
              if (found.isEmpty()) {
                throw notFound(call.id(), Whole.feeds(connection), now);
              }
              return found.get();
            });
    audited(call, now, masked);
    var answer = new Customer360(parts.representation().base(), whole, now, staleAfter, masked);
    call.with(HeaderNames.ETAG, answer.etag());
    if (call.header(HeaderNames.IF_NONE_MATCH).orElse("").contains(answer.etag())) {
      call.reply(304);
    } else {
      call.reply(200, Json.write(fields.of(answer.json())));
    }
  }

  /** That there is none can be told only by who has read who there is. */
  private Refused notFound(String id, List<FeedState> feeds, Instant now) {
    String service = Part.CUSTOMER.service();
    Freshness freshness = Freshness.of(service, feeds, now, staleAfter);
    if (freshness.state() == Freshness.State.UNAVAILABLE) {
      return Refusals.notReadYet(service).asException();
    }
    String shown = id.length() > SHOWN_OF_ID ? id.substring(0, SHOWN_OF_ID) + "…" : id;
    return KernelRefusals.notFound("customer or party", shown).asException();
  }

  private void audited(Call call, Instant now, boolean masked) {
    parts
        .audit()
        .record(
            new ReadAudit.Read(
                now,
                call.caller(),
                "customer360",
                call.id(),
                null,
                1,
                masked,
                call.correlationId()));
  }
}

package trunkline.platform.tmf;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import trunkline.platform.http.Call;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.security.ReadAudit;
import trunkline.platform.security.Scope;
import trunkline.platform.tmf.patch.PatchFormat;
import trunkline.platform.tmf.query.AttributePath;
import trunkline.platform.tmf.query.Fields;
import trunkline.platform.tmf.query.ListQuery;
import trunkline.platform.tmf.query.QueryParser;

/** The five operations of one resource over HTTP (TMF630 part 1). */
final class ResourceApi {
  private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
  private static final HeaderName PREFER = HeaderNames.create("Prefer");
  private static final HeaderName TOTAL = HeaderNames.create("X-Total-Count");
  private static final HeaderName TOTAL_IS_ESTIMATE = HeaderNames.create("X-Total-Count-Estimated");
  private static final HeaderName RESULT = HeaderNames.create("X-Result-Count");
  private static final HeaderName ACCEPT_PATCH = HeaderNames.create("Accept-Patch");

  private final ResourceType type;
  private final ResourceService service;
  private final Representation representation;
  private final ReadAudit audit;
  private final InstantSource clock;

  ResourceApi(
      ResourceType type,
      ResourceService service,
      Representation representation,
      ReadAudit audit,
      InstantSource clock) {
    this.type = type;
    this.service = service;
    this.representation = representation;
    this.audit = audit;
    this.clock = clock;
  }

  List<Route> routes() {
    String all = type.path();
    String one = all + "/{id}";
    return List.of(
        Route.of(Method.GET, all, Scope.TMF_READ, this::list),
        Route.of(Method.POST, all, Scope.TMF_WRITE, this::create),
        Route.of(Method.GET, one, Scope.TMF_READ, this::get),
        Route.of(Method.PATCH, one, Scope.TMF_WRITE, this::patch),
        Route.of(Method.DELETE, one, Scope.TMF_WRITE, this::delete));
  }

  private void get(Call call) {
    requireJsonAccepted(call);
    String id = call.id();
    Fields fields = QueryParser.parseFields(call.rawQuery());
    Stored stored = service.get(call.caller().tenant(), id);
    audited(call, id, null, 1);
    call.with(HeaderNames.ETAG, stored.etag());
    if (EntityTags.in(call, HeaderNames.IF_NONE_MATCH)
        .filter(tags -> tags.name(stored))
        .isPresent()) {
      call.reply(304);
    } else {
      call.reply(200, shown(call, stored, fields));
    }
  }

  private void list(Call call) {
    requireJsonAccepted(call);
    ListQuery query = QueryParser.parse(call.rawQuery());
    refuseToReveal(call, query.revealing());
    boolean exact = call.header(PREFER).orElse("").contains("count=exact");
    Page page = service.list(call.caller().tenant(), query, exact);
    audited(call, null, query.withoutValues(type.personal()::covers), page.resources().size());
    String body =
        page.resources().stream()
            .map(stored -> shown(call, stored, query.fields()))
            .collect(Collectors.joining(",", "[", "]"));
    call.with(TOTAL, Long.toString(page.total()))
        .with(RESULT, Integer.toString(page.resources().size()));
    if (!page.exact()) {
      call.with(TOTAL_IS_ESTIMATE, "true");
    }
    PageLinks.of(representation.href(type.name(), ""), call.rawQuery(), query, page)
        .ifPresent(links -> call.with(HeaderNames.LINK, links));
    boolean partial = query.paged() && page.resources().size() < page.total();
    call.reply(partial ? 206 : 200, body);
  }

  private void create(Call call) {
    call.requireJson();
    byte[] body = call.body();
    JsonNode proposed = Call.parse(body);
    Fields fields = QueryParser.parseFields(call.rawQuery());
    Optional<IdempotencyKey> key =
        call.header(IDEMPOTENCY_KEY).map(text -> IdempotencyKey.of(text, body));
    Stored stored = service.create(call.caller().tenant(), proposed, call.correlationId(), key);
    if (key.isPresent()) {
      audited(call, stored.id(), null, 1); // a repeated key answers what others made of it since
    }
    call.with(HeaderNames.LOCATION, representation.href(type.name(), stored.id()))
        .with(HeaderNames.ETAG, stored.etag());
    call.reply(201, shown(call, stored, fields));
  }

  private void patch(Call call) {
    call.with(ACCEPT_PATCH, PatchFormat.supported());
    PatchFormat format = PatchFormat.of(call.contentType());
    Fields fields = QueryParser.parseFields(call.rawQuery());
    JsonNode patch = call.json();
    refuseToReveal(call, format.revealing(patch));
    Stored stored =
        service.patch(
            call.caller().tenant(),
            call.id(),
            format,
            patch,
            EntityTags.in(call, HeaderNames.IF_MATCH),
            call.correlationId());
    audited(call, stored.id(), null, 1); // the answer holds what the patch left alone
    call.with(HeaderNames.ETAG, stored.etag()).reply(200, shown(call, stored, fields));
  }

  private void delete(Call call) {
    service.delete(
        call.caller().tenant(),
        call.id(),
        EntityTags.in(call, HeaderNames.IF_MATCH),
        call.correlationId());
    call.reply(204);
  }

  /** The document as this caller may see it. Untouched text where nothing is masked or left out. */
  private String shown(Call call, Stored stored, Fields fields) {
    String whole = representation.of(type, stored);
    boolean masked = isMasked(call);
    if (!masked && fields.isAll()) {
      return whole;
    }
    JsonNode document = Json.parse(whole);
    if (masked) {
      type.personal().mask(document);
    }
    return Json.write(fields.of(document));
  }

  private boolean isMasked(Call call) {
    return !type.personal().attributes().isEmpty() && !call.caller().may(Scope.PII_READ);
  }

  /**
   * Who sees names masked could still find a person by asking {@code familyName.regex=^A} letter by
   * letter, or copy the name to where it isn't masked; so that is refused.
   */
  private void refuseToReveal(Call call, Stream<AttributePath> looksAt) {
    if (isMasked(call)) {
      looksAt
          .filter(type.personal()::covers)
          .findFirst()
          .ifPresent(
              path -> {
                throw KernelRefusals.maskedAttribute(path.text()).asException();
              });
    }
  }

  private void audited(Call call, @Nullable String id, @Nullable String query, int results) {
    if (!type.personal().attributes().isEmpty()) {
      Instant now = clock.instant();
      audit.record(
          new ReadAudit.Read(
              now,
              call.caller(),
              type.name(),
              id,
              query,
              results,
              isMasked(call),
              call.correlationId()));
    }
  }

  private static void requireJsonAccepted(Call call) {
    String accept = call.header(HeaderNames.ACCEPT).orElse("*/*");
    if (!accept.contains("json") && !accept.contains("*/*") && !accept.contains("application/*")) {
      throw KernelRefusals.notAcceptable().asException();
    }
  }
}

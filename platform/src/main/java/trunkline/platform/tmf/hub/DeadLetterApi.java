package trunkline.platform.tmf.hub;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import java.util.List;
import java.util.function.Consumer;
import trunkline.platform.database.Database;
import trunkline.platform.http.Call;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.security.Scope;
import trunkline.platform.tmf.PageLinks;
import trunkline.platform.tmf.query.ListQuery;
import trunkline.platform.tmf.query.QueryParser;

/**
 * What a subscriber of one API did not take: list, replay, discard. The latter two are for whoever
 * subscribed, and for a token with tmf:admin.
 *
 * <pre>
 * GET  {api}/hub/{id}/deadLetter   filter, sort, fields, offset and limit as for any list
 * POST {api}/hub/{id}/replay       all; or {"resourceId": …}; or {"eventId": …} and those of its resource before it
 * POST {api}/hub/{id}/discard      {"resourceId": …} or {"eventId": …}, that one alone
 * </pre>
 */
final class DeadLetterApi {
  private static final HeaderName TOTAL = HeaderNames.create("X-Total-Count");
  private static final HeaderName RESULT = HeaderNames.create("X-Result-Count");

  private final String api;
  private final String base;
  private final Subscriptions subscriptions;
  private final DeadLetters letters;
  private final DeadLetterList list;
  private final Consumer<Subscription> marked;

  /** {@code marked} hears of subscriptions that have something to replay. */
  DeadLetterApi(String api, String base, Database database, Consumer<Subscription> marked) {
    this.api = api;
    this.base = base;
    this.subscriptions = new Subscriptions(database);
    this.letters = new DeadLetters(database);
    this.list = new DeadLetterList(database);
    this.marked = marked;
  }

  List<Route> routes() {
    String one = api + "/hub/{id}";
    return List.of(
        Route.of(Method.GET, one + "/deadLetter", Scope.TMF_READ, this::list),
        Route.of(Method.POST, one + "/replay", Scope.TMF_READ, this::replay),
        Route.of(Method.POST, one + "/discard", Scope.TMF_READ, this::discard));
  }

  private void list(Call call) {
    ListQuery query = QueryParser.parse(call.rawQuery());
    Subscription subscription = subscriptions.get(call.caller().tenant(), api, call.id());
    DeadLetterList.Page page = list.list(subscription, query);
    int shown = page.letters().size();
    String url = base + api + "/hub/" + subscription.id() + "/deadLetter";
    call.with(TOTAL, Long.toString(page.total())).with(RESULT, Integer.toString(shown));
    PageLinks.of(url, call.rawQuery(), query, shown, page.total(), true)
        .ifPresent(links -> call.with(HeaderNames.LINK, links));
    boolean partial = query.paged() && shown < page.total();
    call.reply(partial ? 206 : 200, Json.write(page.letters()));
  }

  private void replay(Call call) {
    Subscription subscription = subscriptions.ofCaller(call, api);
    byte[] body = call.body();
    int count =
        switch (body.length == 0 ? Choice.ALL : Choice.of(Call.parse(body))) {
          case Choice.OfEvent(String id) -> found(letters.replayEvent(subscription, id), id);
          case Choice.OfResource(String id) -> found(letters.replayResource(subscription, id), id);
          case Choice.All _ -> letters.replayAll(subscription);
        };
    marked.accept(subscription);
    call.reply(202, "{\"replaying\":" + count + "}");
  }

  private void discard(Call call) {
    Subscription subscription = subscriptions.ofCaller(call, api);
    int count =
        switch (Choice.of(call.json())) {
          case Choice.OfEvent(String id) -> found(letters.discardEvent(subscription, id), id);
          case Choice.OfResource(String id) -> found(letters.discardResource(subscription, id), id);
          case Choice.All _ ->
              throw KernelRefusals.missingAttribute("eventId or resourceId").asException();
        };
    call.reply(200, "{\"discarded\":" + count + "}");
  }

  private static int found(int count, String id) {
    if (count == 0) {
      throw KernelRefusals.notFound("dead letter", id).asException();
    }
    return count;
  }

  /** Which letters a caller means. */
  private sealed interface Choice {
    Choice ALL = new All();

    record All() implements Choice {}

    record OfEvent(String id) implements Choice {}

    record OfResource(String id) implements Choice {}

    static Choice of(JsonNode body) {
      if (!body.isObject()) {
        throw KernelRefusals.malformedBody("The body must be one JSON object").asException();
      }
      if (body.has("eventId")) {
        return new OfEvent(text(body, "eventId"));
      }
      return body.has("resourceId") ? new OfResource(text(body, "resourceId")) : ALL;
    }

    private static String text(JsonNode body, String name) {
      if (!body.path(name).isTextual()) {
        throw KernelRefusals.invalidAttribute(name, "must be a text").asException();
      }
      return body.path(name).asText();
    }
  }
}

package trunkline.platform.tmf.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.f4b6a3.uuid.UuidCreator;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import java.net.URI;
import java.util.List;
import trunkline.platform.database.Database;
import trunkline.platform.database.DatabaseFailure;
import trunkline.platform.http.Call;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.security.Scope;

/**
 * The hub of one API: subscribe, look, unsubscribe (TMF630 part 1). Extensions: who sends {@code
 * "signed": true} is told, in the answer, the secret that its events are signed with, and may ask
 * for it when the service's key has changed; and a subscription that is not well shows {@code
 * failingSince} and {@code deadLetters}.
 */
final class HubApi {
  private final String path;
  private final String base;
  private final Subscriptions subscriptions;
  private final Health health;
  private final DeadLetterList letters;
  private final EventFilter filter;
  private final HubConfig config;
  private final Signature signature;
  private final Runnable changed;

  /** {@code changed} is run after subscriptions have come or gone. */
  HubApi(String api, String base, Database database, HubConfig config, Runnable changed) {
    this.path = api + "/hub";
    this.base = base;
    this.subscriptions = new Subscriptions(database);
    this.health = new Health(database);
    this.letters = new DeadLetterList(database);
    this.filter = new EventFilter(database);
    this.config = config;
    this.signature = new Signature(config.signingKeys());
    this.changed = changed;
  }

  List<Route> routes() {
    String one = path + "/{id}";
    return List.of(
        Route.of(Method.POST, path, Scope.TMF_READ, this::subscribe),
        Route.of(Method.GET, path, Scope.TMF_READ, this::list),
        Route.of(Method.GET, one, Scope.TMF_READ, this::get),
        Route.of(Method.DELETE, one, Scope.TMF_READ, this::unsubscribe),
        Route.of(Method.POST, one + "/secret", Scope.TMF_READ, this::secret));
  }

  private String api() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  private void subscribe(Call call) {
    call.requireJson();
    JsonNode body = call.json();
    Subscription subscription =
        new Subscription(
            call.caller().tenant(),
            UuidCreator.getTimeOrderedEpochFast().toString(),
            api(),
            callback(body.path("callback")),
            query(body.path("query")),
            !call.caller().may(Scope.PII_READ),
            call.caller().subject());
    boolean signed = signed(body.path("signed"));
    store(subscription);
    changed.run();
    ObjectNode answer = subscription.json();
    if (signed) {
      answer.put("secret", signature.secretOf(subscription));
    }
    call.with(HeaderNames.LOCATION, base + path + "/" + subscription.id())
        .reply(201, Json.write(answer));
  }

  private String callback(JsonNode callback) {
    if (!callback.isTextual()) {
      throw KernelRefusals.missingAttribute("callback").asException();
    }
    URI address = CallbackAddress.parse(callback.asText());
    if (!config.allowPrivateAddresses()) {
      CallbackAddress.requirePublic(address);
    }
    return callback.asText();
  }

  private String query(JsonNode query) {
    if (!query.isMissingNode() && !query.isNull() && !query.isTextual()) {
      throw KernelRefusals.invalidAttribute("query", "must be a text such as eventType=…")
          .asException();
    }
    String text = query.isTextual() ? query.asText() : "";
    filter.check(text);
    return text;
  }

  private static boolean signed(JsonNode signed) {
    if (!signed.isMissingNode() && !signed.isNull() && !signed.isBoolean()) {
      throw KernelRefusals.invalidAttribute("signed", "must be true or false").asException();
    }
    return signed.asBoolean();
  }

  private void store(Subscription subscription) {
    try {
      subscriptions.create(subscription);
    } catch (DatabaseFailure failure) {
      if (failure.isDuplicate()) {
        throw KernelRefusals.conflict(
                "alreadySubscribed", "This callback is subscribed with this query already")
            .asException();
      }
      throw failure;
    }
  }

  private void list(Call call) {
    ArrayNode all = Json.mapper().createArrayNode();
    subscriptions.list(call.caller().tenant(), api()).forEach(s -> all.add(s.json()));
    call.reply(200, Json.write(all));
  }

  private void get(Call call) {
    Subscription subscription = subscriptions.get(call.caller().tenant(), api(), call.id());
    ObjectNode answer = subscription.json();
    health
        .failingSince(subscription)
        .ifPresent(since -> answer.put("failingSince", since.toString()));
    long parked = letters.count(subscription);
    if (parked > 0) {
      answer.put("deadLetters", parked);
    }
    call.reply(200, Json.write(answer));
  }

  private void unsubscribe(Call call) {
    if (!subscriptions.delete(call.caller().tenant(), api(), call.id())) {
      throw KernelRefusals.notFound("hub subscription", call.id()).asException();
    }
    changed.run();
    call.reply(204);
  }

  private void secret(Call call) {
    Subscription subscription = subscriptions.ofCaller(call, api());
    ObjectNode answer = Json.mapper().createObjectNode();
    call.reply(200, Json.write(answer.put("secret", signature.secretOf(subscription))));
  }
}

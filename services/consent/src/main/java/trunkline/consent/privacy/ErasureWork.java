package trunkline.consent.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trunkline.consent.privacy.PrivacyRequest.Status;
import trunkline.platform.json.Json;

/**
 * Finds all that is a person's, refuses while any of it still runs, erases service by service,
 * looks again whether anything has come since, and signs the receipt. When the law's term for what
 * was kept is over it erases that too and signs anew.
 */
final class ErasureWork implements Work {
  private static final String RESULTS = "/results";
  private static final String STILL_RUNS =
      "Something still runs and nothing was erased; end what is listed under running and ask again";

  private final PrivacyPeers peers;
  private final List<String> services;
  private final ReceiptKeys keys;
  private final InstantSource clock;

  ErasureWork(PrivacyPeers peers, List<String> services, ReceiptKeys keys, InstantSource clock) {
    this.peers = peers;
    this.services = List.copyOf(services);
    this.keys = keys;
    this.clock = clock;
  }

  @Override
  public Next step(PrivacyRequest request, ObjectNode state) throws InterruptedException {
    if (!state.has("resources")) {
      return find(request, state);
    }
    if (request.status() == Status.DONE) { // a term is over
      state.path("results").properties().forEach(r -> unfinished(state, r.getKey()));
    }
    Optional<String> next =
        services.stream()
            .filter(s -> !state.path("results").path(s).path("done").asBoolean())
            .findFirst();
    if (next.isPresent()) {
      return erase(request, state, next.get());
    }
    return state.path("verified").asBoolean() || request.party().isEmpty()
        ? sign(request, state)
        : verify(request, state);
  }

  private Next find(PrivacyRequest request, ObjectNode state) throws InterruptedException {
    Found found = Found.in(state);
    found.search(peers, request.tenant(), request.party().orElseThrow(), services);
    if (!found.running().isEmpty()) {
      return refused(found.running());
    }
    found.writeTo(state);
    return new Next.Step(state);
  }

  private static Next refused(Set<JsonNode> running) {
    ObjectNode state = Json.mapper().createObjectNode();
    running.forEach(state.putArray("running")::add);
    return new Next.Over(
        new RequestLeases.End(Status.REFUSED, STILL_RUNS, state, null, true, null, null));
  }

  private Next erase(PrivacyRequest request, ObjectNode state, String service)
      throws InterruptedException {
    ObjectNode order = Found.in(state).order(request.id(), service);
    JsonNode answer = peers.ask(request.tenant(), service, "erase", order);
    state.withObject(RESULTS).set(service, answer);
    return answer.path("done").asBoolean() ? new Next.Step(state) : new Next.Again(state);
  }

  /** While services were erasing one after the other, others may have written anew. */
  private Next verify(PrivacyRequest request, ObjectNode state) throws InterruptedException {
    Found found = Found.in(state);
    Set<String> fresh =
        found.search(peers, request.tenant(), request.party().orElseThrow(), services);
    if (!found.running().isEmpty()) {
      throw new PeerTrouble("Something of the person's runs again; end it");
    }
    found.writeTo(state);
    fresh.forEach(service -> unfinished(state, service));
    return new Next.Step(state.put("verified", fresh.isEmpty()));
  }

  private static void unfinished(ObjectNode state, String service) {
    state.withObject(RESULTS).withObject("/" + service).put("done", false);
  }

  /** From here on the request knows the person by a hash alone. */
  private Next sign(PrivacyRequest request, ObjectNode state) {
    JsonNode results = state.path("results");
    String receipt = keys.sign(Receipt.of(request, results, clock.instant()));
    @Nullable Instant nextTerm =
        Kept.nextTerm(results)
            .map(day -> day.atStartOfDay().toInstant(ZoneOffset.UTC))
            .orElse(null);
    return new Next.Over(
        new RequestLeases.End(
            Status.DONE, null, Kept.state(results), receipt, false, null, nextTerm));
  }
}

package trunkline.consent.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trunkline.consent.privacy.PrivacyRequest.Status;
import trunkline.platform.json.Json;

/** Finds all that is a person's and fetches it service by service; later deletes it. */
final class ExportWork implements Work {
  private final PrivacyPeers peers;
  private final List<String> services;
  private final ArchiveStore archives;
  private final Duration archiveLife;
  private final InstantSource clock;

  ExportWork(
      PrivacyPeers peers,
      List<String> services,
      ArchiveStore archives,
      Duration archiveLife,
      InstantSource clock) {
    this.peers = peers;
    this.services = List.copyOf(services);
    this.archives = archives;
    this.archiveLife = archiveLife;
    this.clock = clock;
  }

  @Override
  public Next step(PrivacyRequest request, ObjectNode state)
      throws InterruptedException, IOException {
    if (request.status() == Status.DONE) {
      archives.delete(request);
      return over(Status.EXPIRED, Json.mapper().createObjectNode(), null);
    }
    if (!state.has("resources")) {
      Found found = Found.in(state);
      found.search(peers, request.tenant(), request.party().orElseThrow(), services);
      found.writeTo(state);
      return new Next.Step(state);
    }
    ObjectNode results = state.withObject("/results");
    Optional<String> next = services.stream().filter(s -> !results.has(s)).findFirst();
    if (next.isEmpty()) {
      return over(Status.DONE, fetched(state), clock.instant().plus(archiveLife));
    }
    fetch(request, state, next.get());
    results.putObject(next.get()).put("done", true);
    return new Next.Step(state);
  }

  private void fetch(PrivacyRequest request, ObjectNode state, String service)
      throws InterruptedException, IOException {
    ObjectNode order = Found.in(state).order(request.id(), service);
    archives.put(request, service, peers.export(request.tenant(), service, order));
  }

  /** The archive's manifest names the subjects. */
  private static ObjectNode fetched(ObjectNode state) {
    ObjectNode left = Json.mapper().createObjectNode();
    left.set("subjects", state.path("subjects"));
    left.set("results", state.path("results"));
    return left;
  }

  private static Next over(Status status, ObjectNode state, @Nullable Instant expiresAt) {
    boolean keepsPerson = status == Status.DONE;
    return new Next.Over(
        new RequestLeases.End(status, null, state, null, keepsPerson, expiresAt, expiresAt));
  }
}

package trunkline.consent.privacy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import trunkline.platform.privacy.ErasureParticipant;

/** A person's earlier requests are about them too: an erasure takes their archives with it. */
final class RequestsOfPerson implements ErasureParticipant {
  private final RequestStore store;
  private final ArchiveStore archives;

  RequestsOfPerson(RequestStore store, ArchiveStore archives) {
    this.store = store;
    this.archives = archives;
  }

  @Override
  public String name() {
    return "privacyRequest";
  }

  @Override
  public List<ObjectNode> export(String tenant, Set<String> subjects) {
    return store.about(tenant, subjects).stream().map(this::named).toList();
  }

  /** Lines of an export have a kind already. */
  private ObjectNode named(PrivacyRequest request) {
    ObjectNode json = request.json();
    json.set("right", json.remove("kind"));
    return json;
  }

  @Override
  public int erase(String tenant, Set<String> subjects) {
    List<PrivacyRequest> requests = store.about(tenant, subjects);
    for (PrivacyRequest request : requests) {
      store.forget(request);
      archives.delete(request);
    }
    return requests.size();
  }
}

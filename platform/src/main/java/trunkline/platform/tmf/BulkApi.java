package trunkline.platform.tmf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import trunkline.platform.database.Database;
import trunkline.platform.database.DatabaseFailure;
import trunkline.platform.http.Call;
import trunkline.platform.http.ErrorBody;
import trunkline.platform.http.Route;
import trunkline.platform.json.Json;
import trunkline.platform.log.EventLog;
import trunkline.platform.refusal.KernelRefusals;
import trunkline.platform.refusal.Refusal;
import trunkline.platform.refusal.Refused;
import trunkline.platform.security.Scope;

/**
 * Loads many resources of one type at once: newline-delimited JSON in, one answer line for each
 * line, everything accepted committed together with its events. Format: ARCHITECTURE.md, "HTTP,
 * bulk".
 */
final class BulkApi {
  private static final int MOST_LINES = 1000;

  private final ResourceType type;
  private final ResourceService service;
  private final BulkStore bulk;
  private final KeyStore keys;
  private final EventLog log;

  BulkApi(ResourceType type, ResourceService service, Database database, EventLog log) {
    this.type = type;
    this.service = service;
    this.bulk = new BulkStore(database, type);
    this.keys = new KeyStore(database);
    this.log = log;
  }

  List<Route> routes() {
    return List.of(Route.of(Method.POST, "/bulk/v1/" + type.name(), Scope.BULK_WRITE, this::load));
  }

  private void load(Call call) {
    if (!call.contentType().equals("application/x-ndjson")) {
      throw KernelRefusals.unsupportedMediaType("application/x-ndjson").asException();
    }
    List<String> lines = lines(call.body());
    Set<String> seen = new HashSet<>();
    SortedMap<Integer, ObjectNode> answers = new TreeMap<>();
    Map<Integer, Draft> drafts = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      draft(call, lines.get(i), seen, i, drafts, answers);
    }
    if (!drafts.isEmpty()) {
      store(call.caller().tenant(), drafts, answers);
    }
    var out = new StringBuilder();
    answers.values().forEach(answer -> out.append(Json.write(answer)).append('\n'));
    call.replyLines(out.toString());
  }

  private static List<String> lines(byte[] body) {
    List<String> lines =
        Arrays.stream(new String(body, StandardCharsets.UTF_8).split("\n"))
            .filter(line -> !line.isBlank())
            .toList();
    if (lines.size() > MOST_LINES) {
      throw KernelRefusals.malformedBody("A bulk request holds at most " + MOST_LINES + " lines")
          .asException();
    }
    return lines;
  }

  private void draft(
      Call call,
      String line,
      Set<String> seen,
      int place,
      Map<Integer, Draft> drafts,
      Map<Integer, ObjectNode> answers) {
    String key = "";
    try {
      JsonNode parsed = Call.parse(line.getBytes(StandardCharsets.UTF_8));
      key = parsed.path("key").asText();
      JsonNode resource = parsed.path("resource");
      IdempotencyKey named =
          IdempotencyKey.of(key, Json.write(resource).getBytes(StandardCharsets.UTF_8));
      if (!seen.add(key)) {
        throw KernelRefusals.malformedBody("Two lines of one request have the same key")
            .asException();
      }
      drafts.put(
          place,
          service.draft(
              call.caller().tenant(), resource, call.correlationId(), Optional.of(named)));
    } catch (Refused refused) {
      answers.put(place, refusal(key, refused.refusal()));
    }
  }

  private void store(String tenant, Map<Integer, Draft> drafts, Map<Integer, ObjectNode> answers) {
    Map<String, String> created;
    try {
      created = service.createAll(tenant, new ArrayList<>(drafts.values()), bulk);
    } catch (DatabaseFailure | Refused failure) {
      Refusal refusal = refusalOf(failure);
      if (drafts.size() > 1) {
        drafts.forEach((place, draft) -> store(tenant, Map.of(place, draft), answers));
      } else {
        drafts.forEach(
            (place, draft) ->
                answers.put(place, refusal(draft.key().orElseThrow().text(), refusal)));
      }
      return;
    }
    if (!created.isEmpty()) {
      log.appended();
    }
    drafts.forEach(
        (place, draft) -> {
          IdempotencyKey key = draft.key().orElseThrow();
          String id = created.get(key.text());
          answers.put(
              place, id == null ? known(tenant, key) : answer(key.text(), 201).put("id", id));
        });
  }

  /** Why a line was not stored; a fault that is nobody's refusal is thrown on. */
  private Refusal refusalOf(RuntimeException failure) {
    return failure instanceof Refused refused
        ? refused.refusal()
        : type.taken((DatabaseFailure) failure).orElseThrow(() -> failure);
  }

  private ObjectNode known(String tenant, IdempotencyKey key) {
    KeyStore.Known known = keys.find(tenant, key.text()).orElseThrow();
    return known.isRepeatedBy(type, key)
        ? answer(key.text(), 200).put("id", known.resourceId())
        : refusal(key.text(), KernelRefusals.keyReused());
  }

  private static ObjectNode answer(String key, int status) {
    return Json.mapper().createObjectNode().put("key", key).put("status", status);
  }

  private static ObjectNode refusal(String key, Refusal refusal) {
    ObjectNode answer = answer(key, refusal.status());
    answer.set("error", ErrorBody.node(refusal));
    return answer;
  }
}
